using System.Text;

namespace Anneal.Cli.Configuration.Yaml;

/// <summary>The bytes of a file as text, or the reason why they are none.</summary>
internal static class YamlFile
{
    /// <summary>No configuration that a person wrote is longer.</summary>
    public const int MostBytes = 512 * 1024;

    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Read(string path)
    {
        byte[] bytes;
        try
        {
            if (Directory.Exists(path))
                throw new UserError($"'{path}' is a folder: name a file, such as {Path.Combine(path, "anneal.yaml")}.");
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            // A device has no length: reading stops at the limit.
            bytes = new byte[MostBytes + 1];
            int read = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            Array.Resize(ref bytes, read);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UserError($"There is no file '{path}'. 'anneal init {path}' writes one to begin with.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UserError($"'{Messages.Short(path)}' cannot be read: {exception.Message.Split('\n')[0]}");
        }

        return bytes.Length <= MostBytes
            ? Text(bytes, path)
            : throw new UserError($"'{path}' is longer than {MostBytes / 1024} kB: that is no configuration. Is it the right file?");
    }

    private static string Text(byte[] bytes, string path)
    {
        string text;
        try
        {
            text = bytes switch
            {
                [0xEF, 0xBB, 0xBF, ..] => _utf8.GetString(bytes.AsSpan(3)),
                [0xFF, 0xFE, ..] => new UnicodeEncoding(false, true, throwOnInvalidBytes: true).GetString(bytes.AsSpan(2)),
                [0xFE, 0xFF, ..] => new UnicodeEncoding(true, true, throwOnInvalidBytes: true).GetString(bytes.AsSpan(2)),
                _ => _utf8.GetString(bytes),
            };
        }
        catch (ArgumentException)
        {
            int good = Good(bytes);
            throw new UserError($"{new Place(path, 1 + bytes.AsSpan(0, good).Count((byte)'\n'), good - bytes.AsSpan(0, good).LastIndexOf((byte)'\n'))}: this is no UTF-8 text. Save the file as UTF-8; is it the right file?");
        }

        int at = text.AsSpan().IndexOfAnyExcept(_allowed);
        return at < 0 ? text : throw new UserError($"{PlaceOf(text, at, path)}: the character U+{(int)text[at]:X4} cannot stand in a YAML file. Is it the right file?");
    }

    /// <summary>The place of a letter.</summary>
    public static Place PlaceOf(string text, int at, string path)
        => new(path, 1 + text.AsSpan(0, at).Count('\n'), at - text.AsSpan(0, at).LastIndexOf('\n'));

    // Everything but control characters, of which tabs and ends of lines are welcome.
    private static readonly System.Buffers.SearchValues<char> _allowed = System.Buffers.SearchValues.Create(
        [.. Enumerable.Range(0, 0xFFFE).Select(code => (char)code).Where(letter => !char.IsControl(letter) || letter is '\t' or '\n' or '\r' or '\u0085')]);

    private static int Good(byte[] bytes)
    {
        for (int at = 0; at < bytes.Length;)
        {
            if (Rune.DecodeFromUtf8(bytes.AsSpan(at), out _, out int used) != System.Buffers.OperationStatus.Done)
                return at;
            at += used;
        }

        return bytes.Length;
    }
}
