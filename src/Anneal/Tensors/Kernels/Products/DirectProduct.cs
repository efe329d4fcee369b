using System.Numerics;
using System.Runtime.CompilerServices;

namespace Anneal.Tensors.Kernels.Products;

/// <summary>A product so small that anything done before it would take longer than it does.</summary>
internal static unsafe class DirectProduct<T>
    where T : unmanaged, INumberBase<T>
{
    /// <summary>Whether a product is that small.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Suits(int m, int n, int k) => (long)m * n * k <= 200;

    // The parameters are those of the caller in its order, so that the call is a jump.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Multiply(int m, int n, int k, T* a, nint aRow, nint aColumn, T* b, nint bRow, nint bColumn, T* c, nint cRow, bool add, int threads, T* bias)
    {
        for (int i = 0; i < m; i++, a += aRow, c += cRow)
        {
            T* from = add ? c : bias;
            int j = 0;
            for (; j + 4 <= n; j += 4)
            {
                // Four sums at a time hide how long one addition takes.
                T* x = a;
                T* first = b + (j * bColumn);
                T* third = first + (2 * bColumn);
                T sum0 = default, sum1 = default, sum2 = default, sum3 = default;
                for (int p = k; p > 0; p--, x += aColumn, first += bRow, third += bRow)
                {
                    sum0 += *x * *first;
                    sum1 += *x * first[bColumn];
                    sum2 += *x * *third;
                    sum3 += *x * third[bColumn];
                }

                if (from != null)
                {
                    sum0 += from[j];
                    sum1 += from[j + 1];
                    sum2 += from[j + 2];
                    sum3 += from[j + 3];
                }

                c[j] = sum0;
                c[j + 1] = sum1;
                c[j + 2] = sum2;
                c[j + 3] = sum3;
            }

            for (; j + 2 <= n; j += 2)
            {
                T* x = a;
                T* y = b + (j * bColumn);
                T sum0 = default, sum1 = default;
                for (int p = k; p > 0; p--, x += aColumn, y += bRow)
                {
                    sum0 += *x * *y;
                    sum1 += *x * y[bColumn];
                }

                if (from != null)
                {
                    sum0 += from[j];
                    sum1 += from[j + 1];
                }

                c[j] = sum0;
                c[j + 1] = sum1;
            }

            if (j < n)
            {
                T* x = a;
                T* y = b + (j * bColumn);
                T sum = default;
                for (int p = k; p > 0; p--, x += aColumn, y += bRow)
                    sum += *x * *y;
                c[j] = from == null ? sum : sum + from[j];
            }
        }
    }
}
