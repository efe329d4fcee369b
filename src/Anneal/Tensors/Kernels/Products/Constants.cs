using System.Runtime.InteropServices;

namespace Anneal.Tensors.Kernels.Products;

// Numbers that the compiler of a kernel knows: a type is as large as it says.

[StructLayout(LayoutKind.Sequential, Size = 1)]
internal readonly struct One;

[StructLayout(LayoutKind.Sequential, Size = 2)]
internal readonly struct Two;

[StructLayout(LayoutKind.Sequential, Size = 3)]
internal readonly struct Three;

[StructLayout(LayoutKind.Sequential, Size = 4)]
internal readonly struct Four;

[StructLayout(LayoutKind.Sequential, Size = 5)]
internal readonly struct Five;

[StructLayout(LayoutKind.Sequential, Size = 6)]
internal readonly struct Six;

[StructLayout(LayoutKind.Sequential, Size = 7)]
internal readonly struct Seven;

[StructLayout(LayoutKind.Sequential, Size = 8)]
internal readonly struct Eight;

[StructLayout(LayoutKind.Sequential, Size = 9)]
internal readonly struct Nine;

[StructLayout(LayoutKind.Sequential, Size = 10)]
internal readonly struct Ten;

[StructLayout(LayoutKind.Sequential, Size = 11)]
internal readonly struct Eleven;

[StructLayout(LayoutKind.Sequential, Size = 12)]
internal readonly struct Twelve;
