namespace Anneal.Tensors;

public readonly partial struct Tensor
{
    /// <summary>Running sums along a dimension: yᵢ = x₀ + … + xᵢ.</summary>
    /// <param name="dimension">From 0, or from −1 backwards.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public Tensor CumSum(int dimension) => Tensors.CumSum.Of(Node.Plain(), dimension).Result();
}

/// <summary>Running sums; the gradient is one from the end.</summary>
internal sealed unsafe class CumSum : GenericOperation
{
    private int _count;
    private int _inner;

    public override long Work => Stored;

    public static CumSum Of(Operation x, int dimension)
    {
        int place = Dimension.OfReduction(dimension, x.Shape, nameof(Tensor.CumSum));
        CumSum operation = Take<CumSum>(x);
        (operation._count, operation._inner) = (x.Shape.Rank == 0 ? 1 : x.Shape[place], 1);
        for (int i = place + 1; i < x.Shape.Rank; i++)
            operation._inner *= x.Shape[i];
        operation.Shaped(x.Shape);
        operation.Forward();
        return operation;
    }

    protected override void Forward<T>()
    {
        T* x = (T*)First!.Address, y = (T*)Address;
        for (int line = 0; line < Lines; line++)
        {
            double sum = 0;
            int at = Start(line);
            for (int i = 0; i < _count; i++, at += _inner)
            {
                sum += double.CreateTruncating(x[at]);
                y[at] = T.CreateTruncating(sum);
            }
        }
    }

    protected override void Backward<T>()
    {
        ReadOnlySpan<T> gradient = Gradient<T>();
        Span<T> to = First!.AddGradient<T>();
        for (int line = 0; line < Lines; line++)
        {
            double sum = 0;
            int at = Start(line) + ((_count - 1) * _inner);
            for (int i = 0; i < _count; i++, at -= _inner)
            {
                sum += double.CreateTruncating(gradient[at]);
                to[at] += T.CreateTruncating(sum);
            }
        }
    }

    private int Lines => _count == 0 ? 0 : Stored / _count;

    private int Start(int line) => (line / _inner * _inner * _count) + (line % _inner);
}
