namespace Anneal.Tests.Faults;

/// <summary>Figures for the docs: lines in files of the folder that ANNEAL_FIGURES names; nothing where it names none.</summary>
internal static class Figures
{
    private static readonly Lock _lock = new();

    public static void Note(string name, string line)
    {
        if (Environment.GetEnvironmentVariable("ANNEAL_FIGURES") is not { Length: > 0 } folder)
            return;
        lock (_lock)
        {
            Directory.CreateDirectory(folder);
            File.AppendAllText(Path.Combine(folder, name + ".md"), line + "\n");
        }
    }
}
