using System.Numerics;
using System.Runtime.Intrinsics;
using Anneal.Tensors.Kernels.Products;

namespace Anneal.Tensors.Kernels;

/// <summary>
/// Matrix products. Element (i, j) of A lies at a + i aRow + j aColumn, of B at b + i bRow + j bColumn, so that a transposed matrix is the same memory with
/// its two strides exchanged; rows of C are cRow apart and their numbers side by side. C overlaps neither factor.
/// The result is the same bit for bit whatever the number of threads.
/// </summary>
internal static unsafe class Gemm
{
    /// <summary>C[m,n] = (add ? C : 0) + A[m,k] B[k,n]; a bias, n numbers, is added to every row, and goes with add = false only.</summary>
    public static void Multiply(int m, int n, int k, float* a, nint aRow, nint aColumn, float* b, nint bRow, nint bColumn, float* c, nint cRow, bool add, int threads, float* bias = null)
    {
        if (DirectProduct<float>.Suits(m, n, k))
            DirectProduct<float>.Multiply(m, n, k, a, aRow, aColumn, b, bRow, bColumn, c, cRow, add, threads, bias);
        else if (Vector512.IsHardwareAccelerated)
            Product<float, Vector512<float>, Singles512>.Multiply(m, n, k, a, aRow, aColumn, b, bRow, bColumn, c, cRow, add, threads, bias);
        else if (Vector256.IsHardwareAccelerated)
            Product<float, Vector256<float>, Singles256>.Multiply(m, n, k, a, aRow, aColumn, b, bRow, bColumn, c, cRow, add, threads, bias);
        else
            Product<float, Vector128<float>, Singles128>.Multiply(m, n, k, a, aRow, aColumn, b, bRow, bColumn, c, cRow, add, threads, bias);
    }

    /// <summary>The same in double, the precision that others are measured against.</summary>
    public static void Multiply(int m, int n, int k, double* a, nint aRow, nint aColumn, double* b, nint bRow, nint bColumn, double* c, nint cRow, bool add, int threads, double* bias = null)
    {
        if (DirectProduct<double>.Suits(m, n, k))
            DirectProduct<double>.Multiply(m, n, k, a, aRow, aColumn, b, bRow, bColumn, c, cRow, add, threads, bias);
        else
            Product<double, Vector<double>, Doubles>.Multiply(m, n, k, a, aRow, aColumn, b, bRow, bColumn, c, cRow, add, threads, bias);
    }

    /// <summary>As many products as <paramref name="count"/> says, their matrices aStep, bStep and cStep apart; threads share them, or each of a few large ones.</summary>
    public static void Batched(int count, int m, int n, int k, float* a, nint aStep, nint aRow, nint aColumn, float* b, nint bStep, nint bRow, nint bColumn, float* c, nint cStep, nint cRow, bool add, int threads)
        => ProductBatch<float>.Multiply(&Multiply, count, m, n, k, a, aStep, aRow, aColumn, b, bStep, bRow, bColumn, c, cStep, cRow, add, threads);

    /// <summary>The same in double.</summary>
    public static void Batched(int count, int m, int n, int k, double* a, nint aStep, nint aRow, nint aColumn, double* b, nint bStep, nint bRow, nint bColumn, double* c, nint cStep, nint cRow, bool add, int threads)
        => ProductBatch<double>.Multiply(&Multiply, count, m, n, k, a, aStep, aRow, aColumn, b, bStep, bRow, bColumn, c, cStep, cRow, add, threads);
}
