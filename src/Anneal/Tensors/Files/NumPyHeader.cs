using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Anneal.Tensors.Files;

/// <summary>What stands in front of the numbers of an <c>.npy</c> file: their type, order and sizes.</summary>
/// <param name="Type">As NumPy writes it, for example <c>&lt;f4</c>.</param>
/// <param name="IsFortran">Whether the first size varies fastest.</param>
/// <param name="Sizes">Outermost first.</param>
internal sealed partial record NumPyHeader(string Type, bool IsFortran, long[] Sizes)
{
    // NumPy refuses longer ones as well.
    private const int Longest = 10_000;

    // Numbers begin on a multiple of this.
    private const int Line = 64;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads the header.</summary>
    /// <param name="stream">At its beginning.</param>
    /// <param name="what">What is read, for messages.</param>
    /// <param name="read">How many bytes it took.</param>
    public static NumPyHeader Read(Stream stream, string what, out long read)
    {
        Span<byte> start = stackalloc byte[12];
        if (stream.ReadAtLeast(start[..8], 8, false) < 8 || !start[..6].SequenceEqual(Magic))
            throw new InvalidDataException($"{what} does not begin like an .npy file.");
        (int major, int minor) = (start[6], start[7]);
        if (major is < 1 or > 3 || minor != 0)
            throw new InvalidDataException($"{what}: version {major}.{minor} of the format is not known; 1.0, 2.0 and 3.0 are.");
        int digits = major == 1 ? 2 : 4;
        if (stream.ReadAtLeast(start[8..(8 + digits)], digits, false) < digits)
            throw new InvalidDataException($"{what} ends within its header.");
        uint length = major == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(start[8..]) : BinaryPrimitives.ReadUInt32LittleEndian(start[8..]);
        if (length > Longest)
            throw new InvalidDataException($"{what}: a header of {length} bytes is longer than any that describes an array of numbers.");
        byte[] bytes = new byte[length];
        if (stream.ReadAtLeast(bytes, bytes.Length, false) < bytes.Length)
            throw new InvalidDataException($"{what} ends within its header.");
        read = 8 + digits + length;
        return Parse((major == 3 ? Encoding.UTF8 : Encoding.Latin1).GetString(bytes), what);
    }

    /// <summary>The header as bytes, with what stands in front of it.</summary>
    public byte[] ToBytes()
    {
        string sizes = string.Concat(Sizes.Select(size => FormattableString.Invariant($"{size}, ")));
        string text = $"{{'descr': '{Type}', 'fortran_order': {(IsFortran ? "True" : "False")}, 'shape': ({(Sizes.Length > 1 ? sizes[..^2] : sizes.TrimEnd())}), }}";
        int whole = (Magic.Length + 4 + text.Length + 1 + Line - 1) / Line * Line;
        byte[] bytes = new byte[whole];
        bytes.AsSpan().Fill((byte)' ');
        Magic.CopyTo(bytes);
        (bytes[6], bytes[7], bytes[^1]) = (1, 0, (byte)'\n');
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(8), checked((ushort)(whole - 10)));
        Encoding.ASCII.GetBytes(text, bytes.AsSpan(10));
        return bytes;
    }

    private static NumPyHeader Parse(string text, string what)
    {
        Match match = Literal().Match(text);
        if (!match.Success)
            throw new InvalidDataException($"{what}: the header is damaged: {Shown(text)}");
        (string? type, bool? fortran, long[]? sizes) = (null, null, null);
        for (int i = 0; i < match.Groups["key"].Captures.Count; i++)
        {
            string key = match.Groups["key"].Captures[i].Value, value = match.Groups["value"].Captures[i].Value;
            bool taken = (key, value[0]) switch
            {
                ("descr", '\'') when type is null => (type = value[1..^1]) is not null,
                ("fortran_order", 'T' or 'F') when fortran is null => (fortran = value == "True") is not null,
                ("shape", '(') when sizes is null => (sizes = Numbers(value, what)) is not null,
                ("descr", '[') => throw new InvalidDataException($"{what} holds records, {value}, not numbers."),
                _ => false,
            };
            if (!taken)
                throw new InvalidDataException($"{what}: the header says '{key}': {value}, which is not known there or stands there twice.");
        }

        if (type is null || fortran is null || sizes is null)
            throw new InvalidDataException($"{what}: the header does not say descr, fortran_order and shape: {Shown(text)}");
        return new(type, fortran.Value, sizes);
    }

    private static long[] Numbers(string tuple, string what)
    {
        string[] parts = tuple[1..^1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        // One size in brackets without a comma is no tuple.
        if (parts.Length == 1 && !tuple.Contains(','))
            throw new InvalidDataException($"{what}: {tuple} is no shape.");
        return Array.ConvertAll(parts, part => long.TryParse(part.TrimEnd('L'), NumberStyles.None, CultureInfo.InvariantCulture, out long size)
            ? size
            : throw new InvalidDataException($"{what}: {part} is no size of a shape."));
    }

    private static string Shown(string text) => text.Length > 200 ? $"{text[..200]}…" : text.TrimEnd();

    // A Python dictionary of names, truth values, tuples of whole numbers and, to be refused by name, lists.
    [GeneratedRegex(@"^\s*\{\s*(?>'(?<key>\w+)'\s*:\s*(?<value>'[^']*'|True|False|\([\dL,\s]*\)|\[.*\])\s*(?:,\s*|(?=\})))*\}\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Literal();
}
