using Anneal.Parameters;
using Anneal.Tensors.Kernels;

namespace Anneal.Tensors;

public readonly partial struct Tensor
{
    /// <summary>Matrix products over the last two sizes: [..., m, k] by [..., k, n] gives [..., m, n]; sizes in front are stretched as in NumPy.</summary>
    /// <param name="right">The right factor. A vector on the left counts as one row, on the right as one column, and that size is gone from the result.</param>
    /// <param name="transposeLeft">Reads the left matrices as [k, m]; nothing is copied for it. Default false.</param>
    /// <param name="transposeRight">Reads the right matrices as [n, k]; nothing is copied for it. Default false.</param>
    /// <exception cref="ArgumentException">The inner sizes differ, or those in front do not fit; both shapes are named.</exception>
    public Tensor MatMul(Tensor right, bool transposeLeft = false, bool transposeRight = false)
    {
        Operation a = Node.Plain(), b = right.Node.Plain();
        if (a.Shape.Rank == 0 || b.Shape.Rank == 0 || (a.Shape.Rank == 1 && transposeLeft) || (b.Shape.Rank == 1 && transposeRight))
            throw new ArgumentException($"MatMul: {a.Shape} by {b.Shape}: a single number has no rows, and a vector cannot be transposed; use * or Reshape.", nameof(right));
        bool row = a.Shape.Rank == 1, column = b.Shape.Rank == 1;
        if (row)
            a = Tensors.Reshape.To(a, [1, a.Shape[0]]);
        if (column)
            b = Tensors.Reshape.To(b, [b.Shape[0], 1]);
        Operation product = Tensors.MatMul.Of(a, b, transposeLeft, transposeRight);
        if (!row && !column)
            return product.Result();
        Span<int> sizes = stackalloc int[product.Shape.Rank];
        int kept = product.Shape.Rank - 2;
        product.Shape.Sizes[..kept].CopyTo(sizes);
        if (!row)
            sizes[kept++] = product.Shape[^2];
        if (!column)
            sizes[kept++] = product.Shape[^1];
        return Tensors.Reshape.To(product, sizes[..kept]).Result();
    }
}

/// <summary>A product of matrices, or of as many pairs as there are in front.</summary>
internal sealed unsafe class MatMul : Operation
{
    private Factor _a;
    private Factor _b;
    private int _count;

    public override long Work => 2L * _count * _a.Rows * _a.Columns * _b.Columns;

    public static Operation Of(Operation a, Operation b, bool transposeA, bool transposeB)
    {
        (int m, int k) = transposeA ? (a.Shape[^1], a.Shape[^2]) : (a.Shape[^2], a.Shape[^1]);
        (int k2, int n) = transposeB ? (b.Shape[^1], b.Shape[^2]) : (b.Shape[^2], b.Shape[^1]);
        if (k != k2)
            throw new ArgumentException($"MatMul: {a.Shape}{(transposeA ? "ᵀ" : "")} by {b.Shape}{(transposeB ? "ᵀ" : "")}: the inner sizes {k} and {k2} must be equal.");
        int rank = Math.Max(a.Shape.Rank, b.Shape.Rank);
        Span<int> sizes = stackalloc int[rank];
        Span<int> wanted = stackalloc int[rank];
        for (int i = 0; i < rank - 2; i++)
        {
            int left = Broadcast.Size(a.Shape, i - rank), right = Broadcast.Size(b.Shape, i - rank);
            if (left != right && left != 1 && right != 1)
                throw new ArgumentException($"MatMul: {a.Shape} by {b.Shape}: the sizes in front must be equal or one of them 1, but {left} meets {right}.");
            sizes[i] = left == 1 ? right : left;
        }

        sizes.CopyTo(wanted);
        // One matrix for all on either side is used where it lies; anything else that repeats is repeated.
        if (a.Shape.Rank > 2)
        {
            (wanted[rank - 2], wanted[rank - 1]) = (a.Shape[^2], a.Shape[^1]);
            a = Expand.To(a, wanted);
        }

        if (b.Shape.Rank > 2)
        {
            (wanted[rank - 2], wanted[rank - 1]) = (b.Shape[^2], b.Shape[^1]);
            b = Expand.To(b, wanted);
        }

        (sizes[rank - 2], sizes[rank - 1]) = (m, n);
        MatMul operation = Take<MatMul>(a, b);
        operation.Shaped(sizes);
        int count = 1;
        foreach (int size in sizes[..(rank - 2)])
            count *= size;
        (operation._a, operation._b, operation._count) = (new(m, k, transposeA, a.Shape.Rank > 2), new(k, n, transposeB, b.Shape.Rank > 2), count);
        // Rows of all matrices in one, when the right factor is the same for all.
        if (count > 1 && !transposeA && b.Shape.Rank == 2 && a.Shape.Rank > 2)
            (operation._a, operation._count) = (new(m * count, k, false, false), 1);
        operation.Product(a.Address, operation._a, b.Address, operation._b, operation.Address, operation._a.Rows * operation._b.Columns, false);
        return operation;
    }

    public override void Backward()
    {
        Operation a = First!, b = Second!;
        Factor gradient = new(_a.Rows, _b.Columns, false, true);
        if (a.NeedsGradient)
        {
            nint to = a.WriteGradient(out bool add);
            if (_a.Transposed)
                Product(b.Address, _b, GradientAddress, gradient.Flipped, to, _a.Step, add);
            else
                Product(GradientAddress, gradient, b.Address, _b.Flipped, to, _a.Step, add);
        }

        if (b.NeedsGradient)
        {
            nint to = b.WriteGradient(out bool add);
            if (_b.Transposed)
                Product(GradientAddress, gradient.Flipped, a.Address, _a, to, _b.Step, add);
            else
                Product(a.Address, _a.Flipped, GradientAddress, gradient, to, _b.Step, add);
        }
    }

    // A step of 0 on the way out: the products of the whole batch add up in one matrix.
    private void Product(nint a, Factor left, nint b, Factor right, nint c, nint step, bool add)
    {
        if (step != 0 || _count == 1)
        {
            Batch(_count, a, left, b, right, c, step, add);
            return;
        }

        for (int i = 0; i < _count; i++)
            Batch(1, a + (i * left.Step * Bytes), left, b + (i * right.Step * Bytes), right, c, 0, add || i > 0);
    }

    private void Batch(int count, nint a, Factor left, nint b, Factor right, nint c, nint step, bool add)
    {
        if (Precision is Precision.Single)
            Gemm.Batched(count, left.Rows, right.Columns, left.Columns, (float*)a, left.Step, left.RowStep, left.ColumnStep, (float*)b, right.Step, right.RowStep, right.ColumnStep, (float*)c, step, right.Columns, add, Threads);
        else
            Gemm.Batched(count, left.Rows, right.Columns, left.Columns, (double*)a, left.Step, left.RowStep, left.ColumnStep, (double*)b, right.Step, right.RowStep, right.ColumnStep, (double*)c, step, right.Columns, add, Threads);
    }

    /// <summary>How the matrices of a factor lie.</summary>
    private readonly record struct Factor(int Rows, int Columns, bool Transposed, bool Many)
    {
        public nint Step => Many ? (nint)Rows * Columns : 0;

        public nint RowStep => Transposed ? 1 : Columns;

        public nint ColumnStep => Transposed ? Rows : 1;

        public Factor Flipped => new(Columns, Rows, !Transposed, Many);
    }
}
