using System.Runtime.Intrinsics;

namespace Anneal.Tensors.Kernels;

/// <summary>How many bits of vector the lanes kernels use: the most the machine has.</summary>
internal static class LanesWidth
{
    // A test on this thread asks for less than the machine has.
    [ThreadStatic]
    private static int _forced;

    private static readonly int[] _all = [512, 256, 128];

    private static readonly int _most = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    /// <summary>512, 256 or 128.</summary>
    public static int Current => _forced == 0 ? _most : _forced;

    /// <summary>Uses another width for the calls of this thread; 0 goes back to the machine's own.</summary>
    internal static void Force(int bits) => _forced = bits;

    /// <summary>The widths this machine has.</summary>
    internal static int[] Available() => Array.FindAll(_all, bits => bits <= _most);
}
