using System.Numerics;
using Anneal.Tensors.Kernels;

namespace Anneal.Tensors;

public readonly partial struct Tensor
{
    /// <summary>The sum of all numbers.</summary>
    public Tensor Sum() => Summation.Of(Node.Plain(), [], false, false);

    /// <summary>Sums along one dimension.</summary>
    /// <param name="dimension">From 0, or from −1 backwards.</param>
    /// <param name="keepDimensions">Whether the dimension stays with size 1; default false.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public Tensor Sum(int dimension, bool keepDimensions = false) => Summation.Of(Node.Plain(), [dimension], keepDimensions, false);

    /// <summary>Sums along several dimensions.</summary>
    /// <param name="dimensions">From 0, or from −1 backwards; none means all.</param>
    /// <param name="keepDimensions">Whether the dimensions stay with size 1; default false.</param>
    /// <exception cref="ArgumentException">A dimension does not exist, or occurs twice.</exception>
    public Tensor Sum(ReadOnlySpan<int> dimensions, bool keepDimensions = false) => Summation.Of(Node.Plain(), dimensions, keepDimensions, false);

    /// <summary>The mean of all numbers; of none it is NaN.</summary>
    public Tensor Mean() => Summation.Of(Node.Plain(), [], false, true);

    /// <summary>Means along one dimension.</summary>
    /// <param name="dimension">From 0, or from −1 backwards.</param>
    /// <param name="keepDimensions">Whether the dimension stays with size 1; default false.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public Tensor Mean(int dimension, bool keepDimensions = false) => Summation.Of(Node.Plain(), [dimension], keepDimensions, true);

    /// <summary>Means along several dimensions.</summary>
    /// <param name="dimensions">From 0, or from −1 backwards; none means all.</param>
    /// <param name="keepDimensions">Whether the dimensions stay with size 1; default false.</param>
    /// <exception cref="ArgumentException">A dimension does not exist, or occurs twice.</exception>
    public Tensor Mean(ReadOnlySpan<int> dimensions, bool keepDimensions = false) => Summation.Of(Node.Plain(), dimensions, keepDimensions, true);
}

/// <summary>Sums or means; floats are added up in doubles.</summary>
internal sealed unsafe class Summation : GenericOperation
{
    private readonly ReductionPlan _plan = new();
    private bool _mean;

    public override string Name => _mean ? nameof(Tensor.Mean) : nameof(Tensor.Sum);

    public override long Work => First!.Stored;

    public override string? Remark => _mean && _plan.Count == 0 ? "the mean of no numbers at all is not a number" : null;

    private double Scale => _mean ? 1.0 / _plan.Count : 1;

    public static Tensor Of(Operation x, ReadOnlySpan<int> dimensions, bool keepDimensions, bool mean)
    {
        Summation operation = Take<Summation>(x);
        operation._mean = mean;
        operation._plan.Prepare(x.Shape, dimensions, keepDimensions, operation.Name);
        operation.Shaped(operation._plan.Sizes);
        operation.Forward();
        return operation.Result();
    }

    protected override void Forward<T>()
    {
        T* x = (T*)First!.Address, y = (T*)Address;
        int run = _plan.Run;
        foreach (int kept in _plan.Kept)
        {
            if (_plan.RunIsReduced)
            {
                double total = 0;
                foreach (int reduced in _plan.Reduced)
                    total += Sums.Total(new ReadOnlySpan<T>(x + kept + reduced, run));
                *y++ = T.CreateTruncating(_mean ? total / _plan.Count : total);
            }
            else
            {
                ColumnSums.Of(x + kept, _plan.Reduced, y, run, Scale);
                y += run;
            }
        }
    }

    protected override void Backward<T>()
    {
        T* gradient = (T*)GradientAddress, to = (T*)First!.WriteGradient(out bool add);
        int run = _plan.Run;
        foreach (int kept in _plan.Kept)
        {
            foreach (int reduced in _plan.Reduced)
            {
                if (_plan.RunIsReduced)
                    Copying.Spread(Scaled(*gradient), to + kept + reduced, run, add);
                else
                    Copying.Scaled(gradient, T.CreateTruncating(Scale), to + kept + reduced, run, add);
            }

            gradient += _plan.RunIsReduced ? 1 : run;
        }
    }

    private T Scaled<T>(T gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => _mean ? gradient / T.CreateTruncating(_plan.Count) : gradient;
}
