using Anneal.Parameters;

namespace Anneal.Tensors;

/// <summary>NumPy's rule for shapes that differ: from the last size on, sizes are equal or one of them is 1.</summary>
internal static class Broadcast
{
    /// <summary>Both operands in their common shape; the smaller one is stretched.</summary>
    public static (Operation A, Operation B) Together(Operation a, Operation b, string sign)
    {
        (a, b) = (a.Plain(), b.Plain());
        if (a.Shape == b.Shape)
            return (a, b);
        int rank = Math.Max(a.Shape.Rank, b.Shape.Rank);
        Span<int> sizes = stackalloc int[rank];
        for (int i = 0; i < rank; i++)
        {
            int left = Size(a.Shape, i - rank), right = Size(b.Shape, i - rank);
            if (left != right && left != 1 && right != 1)
                throw new ArgumentException($"{a.Shape} {sign} {b.Shape}: from the last size on, sizes must be equal or one of them 1, but {left} meets {right}.");
            sizes[i] = left == 1 ? right : left;
        }

        return (Expand.To(a, sizes), Expand.To(b, sizes));
    }

    /// <summary>The size at a place counted from the end (−1 is the last); 1 beyond the first.</summary>
    public static int Size(Shape shape, int fromEnd) => shape.Rank + fromEnd >= 0 ? shape[shape.Rank + fromEnd] : 1;
}
