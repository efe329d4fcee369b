namespace Anneal.Data;

/// <summary>Where known data lies on this machine.</summary>
internal static class DataFolder
{
    /// <summary>The environment variable that names a folder of data.</summary>
    public const string Variable = "ANNEAL_DATA";

    /// <summary>The first place that has all files. A folder that is given is the only one looked at: another one would not be what was asked for.</summary>
    /// <exception cref="FileNotFoundException">None has; the message lists the places and every remedy.</exception>
    public static string Find(KnownData data, string? folder, Func<string, string?>? environment)
    {
        environment ??= Environment.GetEnvironmentVariable;
        List<string> places = [.. folder is not null ? Below(data, folder) : Places(data, environment)];
        return places.Find(place => Missing(data, place).Count == 0) ?? throw new FileNotFoundException(NotFound(data, places, environment));
    }

    /// <summary>A file of the data, as it lies there: with <c>.gz</c> or without.</summary>
    public static string PathOf(string place, string file)
    {
        string plain = Path.Combine(place, file);
        return File.Exists(plain) ? plain : plain + ".gz";
    }

    /// <summary>The files a place does not have.</summary>
    public static List<string> Missing(KnownData data, string place)
        => [.. data.Files.Where(file => !File.Exists(PathOf(place, file)))];

    /// <summary>Where downloads go; null when the environment knows no home.</summary>
    public static string? Cache(KnownData data, Func<string, string?> environment)
    {
        string? root = environment("XDG_CACHE_HOME") is string cache && Path.IsPathRooted(cache) ? cache
            : OperatingSystem.IsWindows() ? environment("LOCALAPPDATA")
            : environment("HOME") is string home and not "" ? Path.Combine(home, ".cache")
            : null;
        return string.IsNullOrEmpty(root) ? null : Path.Combine(root, "anneal", data.Folder);
    }

    /// <summary>What to do when the data is not here and perhaps cannot be fetched.</summary>
    public static string Remedies(KnownData data, Func<string, string?> environment)
    {
        string folder = Cache(data, environment) ?? data.Folder;
        IEnumerable<string> lines =
        [
            .. data.Package is null ? Array.Empty<string>() : [$"  install the package of Debian and Ubuntu: sudo apt-get install {data.Package}"],
            $"  download {data.Downloads.Sum(file => file.Length) / 1e6:0} MB into {folder}, from another machine perhaps:",
            .. data.Downloads.Select(file => $"    curl -fL --create-dirs -o '{Path.Combine(folder, file.Name)}' {file.Address}"),
            .. data.Downloads.Where(file => file.IsArchive).Select(file => $"    tar -xzf '{Path.Combine(folder, file.Name)}' -C '{folder}'"),
            $"  or set {Variable} to a folder that has the files, or has them in a folder '{data.Folder}': {string.Join(", ", data.Files)}",
        ];
        return string.Join('\n', lines);
    }

    private static IEnumerable<string> Places(KnownData data, Func<string, string?> environment)
        => [
            .. environment(Variable) is string named and not "" ? Below(data, named) : [],
            .. Cache(data, environment) is string cache ? Below(data, cache) : [],
            .. data.SystemFolders,
        ];

    private static IEnumerable<string> Below(KnownData data, string folder)
        => [.. data.Subfolders.Prepend(data.Folder).Select(name => Path.Combine(folder, name)), folder];

    private static string NotFound(KnownData data, List<string> places, Func<string, string?> environment)
        => $"{data.Name} was not found. Looked in:\n{string.Join('\n', places.Select(place => $"  {place} ({Why(data, place)})"))}\nAny of these helps:\n{Remedies(data, environment)}";

    private static string Why(KnownData data, string place)
    {
        List<string> missing = Missing(data, place);
        return !Directory.Exists(place) ? "no such folder"
            : missing.Count == data.Files.Count ? "none of the files"
            : $"without {string.Join(", ", missing)}";
    }
}
