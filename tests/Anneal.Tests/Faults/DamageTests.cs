using System.Globalization;
using Anneal.Tests.Data;

namespace Anneal.Tests.Faults;

/// <summary>Damaged files are refused in words, or read as sound files of their kind where nothing in them could tell; those that carry a seal are never read as anything else.</summary>
public class DamageTests
{
    // More than any of these small files may cost, however it is damaged.
    private const long MostBytes = 300_000_000;

    public static TheoryData<string> Files => [.. Kinds.Select(kind => kind.GetType().Name)];

    private static IReadOnlyList<DamagedFile> Kinds { get; } =
        [.. typeof(DamagedFile).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(DamagedFile)) && !type.IsAbstract).Select(type => (DamagedFile)Activator.CreateInstance(type)!).OrderBy(kind => kind.Name)];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_damaged_file_is_refused_or_sound(string name)
    {
        DamagedFile kind = Kinds.First(kind => kind.GetType().Name == name);
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, kind.FileName);
        kind.Write(path);
        byte[] whole = File.ReadAllBytes(path);
        string content = kind.Read(path);
        Random random = new(7);
        (int same, int refused, int other) = (0, 0, 0);
        for (int round = 0; round < kind.Rounds; round++)
        {
            byte[] damaged = Damage.Of(whole, kind.Head, random);
            File.WriteAllBytes(path, damaged);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                string read = kind.Read(path);
                _ = read == content ? same++ : other++;
                Assert.False(kind.Sealed && read != content, $"{kind.Name}, round {round}: damage was not noticed.\n{read}\ninstead of\n{content}");
            }
            catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
            {
                Assert.True(kind.Refuses(exception), $"{kind.Name}, round {round}: {exception}");
                refused++;
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes);
        }

        Assert.True(kind.Rounds >= 1000 && refused > kind.Rounds / 10, $"{kind.Name}: only {refused} of {kind.Rounds} were refused: the faults are too mild, or the reader is.");
        Figures.Note("damage", string.Create(CultureInfo.InvariantCulture, $"| {kind.Name} | {kind.Rounds:N0} | {refused:N0} | {same:N0} | {(kind.Sealed ? "never" : $"{other:N0}")} |"));
    }
}
