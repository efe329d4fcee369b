using System.Numerics;
using Anneal.Parameters;

namespace Anneal.Tensors;

/// <summary>Every n-th pixel of an image, with zero channels on both sides: the way around a block that makes images smaller and thicker.</summary>
internal sealed unsafe class Subsample : Operation
{
    private int _stride;
    private int _before;

    /// <summary>Takes every <paramref name="stride"/>-th pixel and adds <paramref name="widening"/> channels, half of them in front.</summary>
    public static Operation Of(Operation x, int stride, int widening)
    {
        if (x.Shape.Rank != 4)
            throw new ArgumentException($"Subsample: the input {x.Shape} must be [batch, channels, height, width].");
        Subsample operation = Take<Subsample>(x);
        (operation._stride, operation._before) = (stride, widening / 2);
        operation.Shaped([x.Shape[0], x.Shape[1] + widening, (x.Shape[2] + stride - 1) / stride, (x.Shape[3] + stride - 1) / stride], x.Layout);
        if (operation.Precision is Precision.Single)
            operation.Walk(x.Values<float>(), operation.Values<float>(), false);
        else
            operation.Walk(x.Values<double>(), operation.Values<double>(), false);
        return operation;
    }

    public override void Backward()
    {
        if (Precision is Precision.Single)
            Walk(First!.AddGradient<float>(), Gradient<float>(), true);
        else
            Walk(First!.AddGradient<double>(), Gradient<double>(), true);
    }

    // Images lie in planes of height × width pixels, each one number or sixteen.
    private void Walk<T>(Span<T> x, Span<T> y, bool back)
        where T : unmanaged, INumber<T>
    {
        int wide = Layout is Layout.Lanes ? Kernels.Lanes.Count : 1;
        (int height, int width, int small, int narrow) = (First!.Shape[2], First.Shape[3], Shape[2], Shape[3]);
        int from = First.Shape[1], to = Shape[1], blocks = Stored / (to * small * narrow * wide);
        if (!back)
            y.Clear();
        for (int plane = 0; plane < blocks * from; plane++)
        {
            Span<T> source = x.Slice(plane * height * width * wide, height * width * wide);
            int target = ((plane / from * to) + _before + (plane % from)) * small * narrow * wide;
            for (int i = 0; i < small; i++)
            {
                for (int j = 0; j < narrow; j++)
                {
                    Span<T> pixel = source.Slice(((i * width) + j) * _stride * wide, wide);
                    Span<T> other = y.Slice(target + (((i * narrow) + j) * wide), wide);
                    if (back)
                        Kernels.Sums.Add<T>(other, pixel);
                    else
                        pixel.CopyTo(other);
                }
            }
        }
    }
}
