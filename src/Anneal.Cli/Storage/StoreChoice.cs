using System.CommandLine;

namespace Anneal.Cli.Storage;

/// <summary>Which store a command uses.</summary>
/// <param name="Path">The file; null for none.</param>
internal sealed record StoreChoice(string? Path)
{
    /// <summary>The variable of the environment that names the store.</summary>
    public const string Variable = "ANNEAL_STORE";

    private static readonly string[] _overNetwork = ["nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afs", "ncpfs"];

    /// <summary>The store of whoever names none: <c>ANNEAL_STORE</c>, or <c>anneal-runs/runs.db</c> below the current folder.</summary>
    public static StoreChoice Usual => new(Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : System.IO.Path.Combine("anneal-runs", "runs.db"));

    public static StoreChoice None { get; } = new((string?)null);

    /// <summary>Opens it for trainings, and makes it where it is not there; null where none is wanted.</summary>
    public IRunStore? OpenToRecord(TextWriter warnings)
    {
        if (Path is null)
            return null;
        IRunStore store = SqliteRunStore.Open(Path, create: true);
        if (IsOverNetwork(Path) is string format)
            warnings.WriteLine($"The store '{Path}' lies on a network file system ({format}), where locks are not to be relied on: let one machine at a time use it, or name one on a local disk with --store.");
        return store;
    }

    /// <summary>Opens it for whoever asks what is in it.</summary>
    public IRunStore OpenToRead()
    {
        string path = Path ?? throw new InvalidOperationException("Reading commands always have a store.");
        return File.Exists(path) || Directory.Exists(path) ? SqliteRunStore.Open(path, create: false)
            : throw new UserError($"There are no runs yet: '{path}' does not exist. 'anneal train' and 'anneal compare' make some; --store PATH names another store.");
    }

    private static string? IsOverNetwork(string path)
    {
        try
        {
            string format = new DriveInfo(System.IO.Path.GetFullPath(path)).DriveFormat;
            return _overNetwork.Contains(format, StringComparer.OrdinalIgnoreCase) ? format : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}

/// <summary>The options that name a store.</summary>
internal sealed class StoreOptions
{
    private readonly Option<string?> _path = new("--store") { HelpName = "PATH", Description = "The store of runs. Default: ANNEAL_STORE, or anneal-runs/runs.db below the current folder." };
    private readonly Option<bool> _none = new("--no-store") { Description = "Store nothing: the folder alone keeps the numbers." };

    /// <summary>Adds them to a command.</summary>
    /// <param name="command">Whose they are.</param>
    /// <param name="records">Whether it stores runs, and may be told not to.</param>
    public StoreOptions(Command command, bool records)
    {
        command.Add(_path);
        if (records)
            command.Add(_none);
    }

    public StoreChoice Read(ParseResult parsed)
    {
        string? path = parsed.GetValue(_path);
        bool none = parsed.GetResult(_none) is not null && parsed.GetValue(_none);
        if (none && path is not null)
            throw new UserError("--store names a store, and --no-store wants none: leave one of them out.");
        return none ? StoreChoice.None : path is null ? StoreChoice.Usual : new(path.Length > 0 ? path : throw new UserError("--store needs a path."));
    }
}
