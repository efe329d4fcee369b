using System.Numerics;
using System.Runtime.CompilerServices;

namespace Anneal.Tensors.Kernels;

/// <summary>Sums of rows that do not follow each other at once, column by column.</summary>
internal static unsafe class ColumnSums
{
    // So many floats are added before they go into doubles.
    private const int Block = 32;

    /// <summary>y[j] = scale·Σ x[rows[i] + j]; may write a vector's width beyond the last column.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Of<T>(T* x, ReadOnlySpan<int> rows, T* y, int columns, double scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int column = 0; column < columns; column += Vector<T>.Count)
        {
            Vector<double> low = Vector<double>.Zero, high = low;
            for (int from = 0; from < rows.Length; from += Block)
            {
                Vector<T> sum = Vector<T>.Zero;
                for (int i = from; i < Math.Min(from + Block, rows.Length); i++)
                    sum += Vector.Load(x + rows[i] + column);
                if (typeof(T) == typeof(double))
                {
                    low += sum.As<T, double>();
                    continue;
                }

                Vector.Widen(sum.As<T, float>(), out Vector<double> first, out Vector<double> second);
                (low, high) = (low + first, high + second);
            }

            Vector<double> factor = Vector.Create(scale);
            Vector<T> result = typeof(T) == typeof(double) ? (low * factor).As<double, T>() : Vector.Narrow(low * factor, high * factor).As<float, T>();
            result.Store(y + column);
        }
    }
}
