using Anneal.Cli.Terminal;

namespace Anneal.Cli.Outputs;

/// <summary>Where a result goes: a file, or - for standard output.</summary>
internal static class Destination
{
    public const string Standard = "-";

    /// <summary>Writes to a file by way of a temporary one beside it, so that a failure leaves no half of a file.</summary>
    public static void Write(string path, Screen screen, Action<TextWriter> write)
    {
        if (path == Standard)
        {
            write(screen.Data);
            return;
        }

        Save(path, write);
        screen.Error.WriteLine($"Wrote {path}");
    }

    /// <summary>Writes a file by way of a temporary one beside it.</summary>
    public static void Save(string path, Action<TextWriter> write)
    {
        string temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            using (StreamWriter file = new(temporary))
                write(file);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(temporary))
                File.Delete(temporary);
            throw new UserError($"Cannot write '{path}': {Reason(path, exception)}");
        }
    }

    private static string Reason(string path, Exception exception) => exception switch
    {
        _ when Directory.Exists(path) => "it is a folder. Name a file in it.",
        DirectoryNotFoundException => "its folder does not exist. Create the folder, or choose another.",
        FileNotFoundException => "no file can be made there. Choose another folder.",
        UnauthorizedAccessException => "access is denied. Choose a folder you may write to.",
        // .NET appends the temporary file's path.
        _ => exception.Message.Split(" : ")[0] + ".",
    };
}
