using System.Numerics;
using System.Runtime.CompilerServices;
using Anneal.Tensors.Kernels;

namespace Anneal.Tensors;

public readonly partial struct Tensor
{
    /// <summary>eˣ/Σeˣ along a dimension: positive numbers whose sum is 1; stable for large x.</summary>
    /// <param name="dimension">From 0, or from −1 backwards; default the last.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public Tensor Softmax(int dimension = -1) => SoftmaxOperation.Of(Node.Plain(), dimension, false).Result();

    /// <summary>x − ln Σeˣ along a dimension: the logarithm of the softmax, also where that is too small for a number.</summary>
    /// <param name="dimension">From 0, or from −1 backwards; default the last.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public Tensor LogSoftmax(int dimension = -1) => SoftmaxOperation.Of(Node.Plain(), dimension, true).Result();
}

/// <summary>Softmax or its logarithm along one dimension; lines that do not lie side by side are gathered first.</summary>
internal sealed unsafe class SoftmaxOperation : GenericOperation
{
    private int _count;
    private int _inner;
    private bool _log;

    public override string Name => _log ? nameof(Tensor.LogSoftmax) : nameof(Tensor.Softmax);

    public override long Work => 8L * Stored;

    public static SoftmaxOperation Of(Operation x, int dimension, bool log)
    {
        int place = Dimension.OfReduction(dimension, x.Shape, log ? nameof(Tensor.LogSoftmax) : nameof(Tensor.Softmax));
        SoftmaxOperation operation = Take<SoftmaxOperation>(x);
        (operation._log, operation._count, operation._inner) = (log, x.Shape.Rank == 0 ? 1 : x.Shape[place], 1);
        for (int i = place + 1; i < x.Shape.Rank; i++)
            operation._inner *= x.Shape[i];
        operation.Shaped(x.Shape);
        operation.Forward();
        return operation;
    }

    protected override void Forward<T>()
    {
        if (Stored > 0)
            RowLoop.Run(new Lines<T>((T*)First!.Address, (T*)Address, _count, _inner, _log), Stored / _count, _count, Threads);
    }

    protected override void Backward<T>()
    {
        nint to = First!.WriteGradient(out bool add);
        if (Stored > 0)
            RowLoop.Run(new Returns<T>((T*)Address, (T*)GradientAddress, (T*)to, add, _count, _inner, _log), Stored / _count, _count, Threads);
    }

    private readonly struct Lines<T>(T* x, T* y, int count, int inner, bool log) : IRowsBody
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public void Rows(int from, int to)
        {
            T* row = LineRoom<T>.Of(2, count), line = row + LineRoom<T>.Padded(count);
            for (int i = from; i < to; i++)
            {
                long start = ClassLabels.Start(i, count, inner);
                T* numbers = inner == 1 ? x + start : LineRoom<T>.Gather(x + start, line, count, inner);
                (T largest, T sum) = SoftmaxRows.Exponentials(numbers, row, count);
                Vector<T> a = Vector.Create(log ? largest : T.One / sum), b = Vector.Create(log ? T.Log(sum) : T.Zero);
                for (int j = 0; j < count; j += Vector<T>.Count)
                {
                    Vector<T> value = log ? Vector.Load(numbers + j) - a - b : Vector.Load(row + j) * a;
                    if (inner == 1)
                        Tail.Store(value, y + start + j, count - j);
                    else
                        value.Store(row + j);
                }

                if (inner > 1)
                    LineRoom<T>.Scatter(row, y + start, count, inner, false);
            }
        }
    }

    private readonly struct Returns<T>(T* y, T* gradient, T* to, bool add, int count, int inner, bool log) : IRowsBody
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public void Rows(int from, int until)
        {
            T* first = LineRoom<T>.Of(3, count), second = first + LineRoom<T>.Padded(count), third = second + LineRoom<T>.Padded(count);
            new Span<T>(third, count).Fill(T.One);
            for (int i = from; i < until; i++)
            {
                long start = ClassLabels.Start(i, count, inner);
                T* values = inner == 1 ? y + start : LineRoom<T>.Gather(y + start, first, count, inner);
                T* given = inner == 1 ? gradient + start : LineRoom<T>.Gather(gradient + start, second, count, inner);
                Vector<T> sum = Vector.Create(SoftmaxRows.Dot(given, log ? third : values, count));
                for (int j = 0; j < count; j += Vector<T>.Count)
                {
                    Vector<T> value = Vector.Load(values + j), slope = Vector.Load(given + j);
                    slope = log ? slope - (Elementary.Exp(value) * sum) : value * (slope - sum);
                    if (inner > 1)
                        slope.Store(first + j);
                    else
                        Tail.Store(add ? Vector.Load(to + start + j) + slope : slope, to + start + j, count - j);
                }

                if (inner > 1)
                    LineRoom<T>.Scatter(first, to + start, count, inner, add);
            }
        }
    }
}
