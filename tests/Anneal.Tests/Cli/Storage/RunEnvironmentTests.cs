using Anneal.Cli.Storage;
using Anneal.Tests.Data;

namespace Anneal.Tests.Cli.Storage;

public sealed class RunEnvironmentTests
{
    [Theory]
    [InlineData("anneal compare --schedule 'mine = cosine(0.3, 0, over: rest)'", "anneal", "compare", "--schedule", "mine = cosine(0.3, 0, over: rest)")]
    [InlineData("anneal --store postgres://***@host/runs", "anneal", "--store", "postgres://me:word@host/runs")]
    [InlineData("anneal --api-key *** x", "anneal", "--api-key", "abc", "x")]
    [InlineData("anneal --token=***", "anneal", "--token=abc")]
    [InlineData("anneal 'it'\\''s' ''", "anneal", "it's", "")]
    public void A_command_line_can_be_copied_and_has_no_secrets(string expected, params string[] words)
        => Assert.Equal(expected, RunEnvironment.Written(words));

    [Fact]
    public void The_commit_of_a_repository_is_found_from_a_folder_in_it()
    {
        using TemporaryFolder folder = new();
        string commit = string.Concat(Enumerable.Repeat("0123456789", 4)), packed = new('a', 40);
        folder.Write(".git/HEAD", "ref: refs/heads/main\n");
        string below = Path.GetDirectoryName(folder.Write("a/b/c.txt", "x"))!;
        Assert.Null(GitCommit.Of(below));
        folder.Write(".git/packed-refs", $"# pack-refs\n{packed} refs/heads/main\n");
        Assert.Equal(packed, GitCommit.Of(below));
        folder.Write(".git/refs/heads/main", commit + "\n");
        Assert.Equal(commit, GitCommit.Of(below));
        folder.Write(".git/HEAD", packed + "\n");
        Assert.Equal(packed, GitCommit.Of(below));

        // A further checkout has a file that points into the first one's folder.
        folder.Write(".git/worktrees/w/HEAD", "ref: refs/heads/main\n");
        folder.Write(".git/worktrees/w/commondir", "../..\n");
        folder.Write("w/.git", $"gitdir: {Path.Combine(folder.Path, ".git/worktrees/w")}\n");
        Assert.Equal(commit, GitCommit.Of(Path.Combine(folder.Path, "w")));
    }
}
