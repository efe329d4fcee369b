using System.Numerics;
using System.Runtime.CompilerServices;

namespace Anneal.Tensors.Kernels;

/// <summary>The softmax over one row of scores, in place, forward and back. Rows have room up to a whole number of cache lines.</summary>
internal static unsafe class AttentionWeights
{
    /// <summary>Numbers from one row to the next.</summary>
    public static int Room(int keys) => (keys + 15) / 16 * 16;

    /// <summary>Scores to weights: softmax(s·scale + bias) over what may be seen, zero elsewhere; all zero where nothing may.</summary>
    /// <param name="row">Scores, and weights afterwards.</param>
    /// <param name="visible">How many keys, from the first on, may be seen at all.</param>
    /// <param name="room">Numbers up to the next row; those behind the visible ones become zero.</param>
    /// <param name="scale">A factor for the scores.</param>
    /// <param name="mask">Zero where a key must not be seen; null where all may.</param>
    /// <param name="bias">What is added; null for nothing.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Forward<T>(T* row, int visible, int room, T scale, T* mask, T* bias)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T lowest = T.NegativeInfinity, largest = lowest;
        Vector<T> scales = new(scale), none = new(lowest), most = none;
        int i = 0;
        for (; i <= visible - Vector<T>.Count; i += Vector<T>.Count)
        {
            Vector<T> score = Vector.Load(row + i) * scales;
            if (bias is not null)
                score += Vector.Load(bias + i);
            if (mask is not null)
                score = Vector.ConditionalSelect(Vector.Equals(Vector.Load(mask + i), Vector<T>.Zero), none, score);
            score.Store(row + i);
            most = Vector.Max(most, score);
        }

        for (int lane = 0; lane < Vector<T>.Count; lane++)
            largest = T.Max(largest, most[lane]);
        for (; i < visible; i++)
        {
            row[i] = mask is not null && mask[i] == T.Zero ? lowest : (row[i] * scale) + (bias is null ? T.Zero : bias[i]);
            largest = T.Max(largest, row[i]);
        }

        if (T.IsNegativeInfinity(largest))
        {
            new Span<T>(row, room).Clear();
            return;
        }

        // The last vector reaches behind the visible ones, where e to the power of −∞ is zero.
        new Span<T>(row + visible, room - visible).Fill(lowest);
        Vector<T> peak = new(largest), sums = Vector<T>.Zero;
        int last = Math.Min(room, visible + Vector<T>.Count - 1);
        for (i = 0; i <= last - Vector<T>.Count; i += Vector<T>.Count)
        {
            Vector<T> power = Elementary.Exp(Vector.Load(row + i) - peak);
            power.Store(row + i);
            sums += power;
        }

        Vector<T> share = new(T.One / Vector.Sum(sums));
        int done = i;
        for (i = 0; i < done; i += Vector<T>.Count)
            (Vector.Load(row + i) * share).Store(row + i);
        new Span<T>(row + done, room - done).Clear();
    }

    /// <summary>Gradients of weights to gradients of scores: p·(g − Σ p·g), times the scale.</summary>
    /// <param name="weights">p, with zeros up to the room.</param>
    /// <param name="gradient">g, and the result afterwards.</param>
    /// <param name="keys">How many there are.</param>
    /// <param name="room">Numbers up to the next row.</param>
    /// <param name="scale">The factor of the scores.</param>
    /// <param name="bias">Where the gradient of what was added is added to; null where none is wanted.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Backward<T>(T* weights, T* gradient, int keys, int room, T scale, T* bias)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        new Span<T>(gradient + keys, room - keys).Clear();
        Vector<T> sums = Vector<T>.Zero;
        for (int i = 0; i < room; i += Vector<T>.Count)
            sums += Vector.Load(weights + i) * Vector.Load(gradient + i);
        Vector<T> sum = new(Vector.Sum(sums)), scales = new(scale);
        for (int i = 0; bias is not null && i < keys; i++)
            bias[i] += weights[i] * (gradient[i] - sum[0]);
        for (int i = 0; i < room; i += Vector<T>.Count)
            (Vector.Load(weights + i) * (Vector.Load(gradient + i) - sum) * scales).Store(gradient + i);
    }
}
