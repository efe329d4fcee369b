using System.Numerics;
using System.Runtime.CompilerServices;

namespace Anneal.Tensors.Kernels;

/// <summary>The way back through max(0, ·).</summary>
internal static unsafe class Cutting
{
    /// <summary>Sets a gradient to zero, where it stands, wherever the output was not above zero.</summary>
    public static void Backward(float* output, float* gradient, int length, int threads) => Loop.Run(new Cut(output, gradient), length, threads);

    private readonly struct Cut(float* output, float* gradient) : ILoopBody
    {
        public static int Width => Vector<float>.Count;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At(nint i)
            => Vector.ConditionalSelect(Vector.GreaterThan(Vector.Load(output + i), Vector<float>.Zero), Vector.Load(gradient + i), Vector<float>.Zero).Store(gradient + i);
    }
}
