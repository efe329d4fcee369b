using System.Numerics;
using System.Runtime.CompilerServices;

namespace Anneal.Tensors.Kernels;

/// <summary>Normalises one row, forward and back.</summary>
/// <param name="width">Numbers of the row.</param>
/// <param name="weight">Factors; null for ones.</param>
/// <param name="bias">Summands; null for zeros.</param>
internal readonly unsafe struct RowNorm<T>(int width, T* weight, T* bias)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Sums run in vectors over blocks of so many numbers, and in double over blocks.
    private const int Block = 1024;

    /// <summary>y = (x − mean)·scale·weight + bias; keeps mean and scale.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void Forward(T* x, T* y, double epsilon, T* mean, T* scale)
    {
        double sum = 0;
        for (int from = 0; from < width; from += Block)
        {
            int to = Math.Min(from + Block, width), i = from;
            Vector<T> part = Vector<T>.Zero;
            for (; i <= to - Vector<T>.Count; i += Vector<T>.Count)
                part += Vector.Load(x + i);
            T rest = Vector.Sum(part);
            for (; i < to; i++)
                rest += x[i];
            sum += double.CreateTruncating(rest);
        }

        T middle = T.CreateTruncating(sum / width);
        double squares = 0;
        for (int from = 0; from < width; from += Block)
        {
            int to = Math.Min(from + Block, width), i = from;
            Vector<T> part = Vector<T>.Zero, away = new(middle);
            for (; i <= to - Vector<T>.Count; i += Vector<T>.Count)
            {
                Vector<T> difference = Vector.Load(x + i) - away;
                part += difference * difference;
            }

            T rest = Vector.Sum(part);
            for (; i < to; i++)
                rest += (x[i] - middle) * (x[i] - middle);
            squares += double.CreateTruncating(rest);
        }

        T factor = T.CreateTruncating(1 / Math.Sqrt((squares / width) + epsilon));
        (*mean, *scale) = (middle, factor);
        Vector<T> means = new(middle), factors = new(factor);
        int at = 0;
        for (; at <= width - Vector<T>.Count; at += Vector<T>.Count)
        {
            Vector<T> value = (Vector.Load(x + at) - means) * factors;
            if (weight is not null)
                value *= Vector.Load(weight + at);
            if (bias is not null)
                value += Vector.Load(bias + at);
            value.Store(y + at);
        }

        for (; at < width; at++)
            y[at] = ((x[at] - middle) * factor * (weight is null ? T.One : weight[at])) + (bias is null ? T.Zero : bias[at]);
    }

    /// <summary>The gradient of x, g·w made free of its mean and of its part along x̂; sums of g·x̂ and of g for weight and bias.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void Backward(T* x, T* gradient, T mean, T scale, T* to, bool add, T* weightSums, T* biasSums)
    {
        double flat = 0, along = 0;
        Vector<T> means = new(mean), scales = new(scale);
        for (int from = 0; from < width; from += Block)
        {
            int until = Math.Min(from + Block, width), i = from;
            Vector<T> flatPart = Vector<T>.Zero, alongPart = Vector<T>.Zero;
            for (; i <= until - Vector<T>.Count; i += Vector<T>.Count)
            {
                Vector<T> normal = (Vector.Load(x + i) - means) * scales, value = Vector.Load(gradient + i);
                if (weightSums is not null)
                {
                    (Vector.Load(weightSums + i) + (value * normal)).Store(weightSums + i);
                    (Vector.Load(biasSums + i) + value).Store(biasSums + i);
                }

                if (weight is not null)
                    value *= Vector.Load(weight + i);
                flatPart += value;
                alongPart += value * normal;
            }

            (T flatRest, T alongRest) = (Vector.Sum(flatPart), Vector.Sum(alongPart));
            for (; i < until; i++)
            {
                T normal = (x[i] - mean) * scale, value = gradient[i];
                if (weightSums is not null)
                {
                    weightSums[i] += value * normal;
                    biasSums[i] += value;
                }

                value *= weight is null ? T.One : weight[i];
                flatRest += value;
                alongRest += value * normal;
            }

            (flat, along) = (flat + double.CreateTruncating(flatRest), along + double.CreateTruncating(alongRest));
        }

        if (to is null)
            return;
        T flatMean = T.CreateTruncating(flat / width), alongMean = T.CreateTruncating(along / width);
        Vector<T> flats = new(flatMean), alongs = new(alongMean);
        int at = 0;
        for (; at <= width - Vector<T>.Count; at += Vector<T>.Count)
        {
            Vector<T> normal = (Vector.Load(x + at) - means) * scales, value = Vector.Load(gradient + at);
            if (weight is not null)
                value *= Vector.Load(weight + at);
            value = (value - flats - (normal * alongs)) * scales;
            (add ? Vector.Load(to + at) + value : value).Store(to + at);
        }

        for (; at < width; at++)
        {
            T value = gradient[at] * (weight is null ? T.One : weight[at]);
            value = (value - flatMean - ((x[at] - mean) * scale * alongMean)) * scale;
            to[at] = add ? to[at] + value : value;
        }
    }
}
