using System.Numerics;
using System.Runtime.CompilerServices;
using Anneal.Parameters;
using Anneal.Tensors.Kernels;

namespace Anneal.Tensors;

/// <summary>Attention of all heads of all sequences. The weights are kept for the way back; nothing else is as large.</summary>
internal sealed unsafe class Attention : Operation
{
    private readonly AttentionJob _job = new();
    private readonly ScoreShift _mask = new();
    private readonly ScoreShift _bias = new();
    private bool _packed;
    private Heads _query;
    private Heads _key;
    private Heads _value;
    private Heads _result;
    private int _pairs;
    private int _heads;
    private int _queries;
    private int _keys;
    private int _depth;
    private int _width;
    private bool _causal;
    private bool _hasScale;
    private double _scale;
    private nint _weights;
    private Ways _ways;

    public override string Name => "Attention";

    public override long Work => 2L * _pairs * _queries * _keys * (_depth + _width);

    /// <summary>Bytes of the weights of one head.</summary>
    public long Room => (long)_queries * AttentionWeights.Room(_keys) * Bytes;

    /// <summary>Heads that lie one after the other: [..., T, d].</summary>
    public static Attention Of(Operation query, Operation key, Operation value, AttentionOptions options)
    {
        int rank = Math.Max(query.Shape.Rank, Math.Max(key.Shape.Rank, value.Shape.Rank));
        if (query.Shape.Rank < 2 || key.Shape.Rank < 2 || value.Shape.Rank < 2)
            throw Misfit(query, key, value, "each has at least two dimensions, [..., places, width]");
        Span<int> sizes = stackalloc int[rank];
        for (int i = 0; i < rank - 2; i++)
        {
            int a = Broadcast.Size(query.Shape, i - rank), b = Broadcast.Size(key.Shape, i - rank), c = Broadcast.Size(value.Shape, i - rank);
            sizes[i] = a != 1 ? a : b != 1 ? b : c;
            if ((a != 1 && a != sizes[i]) || (b != 1 && b != sizes[i]) || (c != 1 && c != sizes[i]))
                throw Misfit(query, key, value, "the sizes in front must be equal or 1");
        }

        (query, key, value) = (Stretched(query, sizes), Stretched(key, sizes), Stretched(value, sizes));
        (int queries, int keys, int depth, int width) = (query.Shape[^2], key.Shape[^2], query.Shape[^1], value.Shape[^1]);
        if (key.Shape[^1] != depth || value.Shape[^2] != keys)
            throw Misfit(query, key, value, "queries and keys must have one width, keys and values one number of places");
        (sizes[^2], sizes[^1]) = (queries, keys);
        Attention operation = Begin(query, key, value, sizes, options);
        operation._heads = 1;
        (operation._queries, operation._keys, operation._depth, operation._width) = (queries, keys, depth, width);
        operation._query = new(query, 0, (nint)queries * depth, 0, depth);
        operation._key = new(key, 0, (nint)keys * depth, 0, depth);
        operation._value = new(value, 0, (nint)keys * width, 0, width);
        operation._result = new(operation, 0, (nint)queries * width, 0, width);
        sizes[^1] = width;
        operation.Forward(sizes);
        return operation;
    }

    /// <summary>Heads beside each other in the last dimension of three tensors: [N, T, heads·d].</summary>
    public static Attention OfHeads(Operation query, Operation key, Operation value, int heads, AttentionOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(heads, 1);
        if (query.Shape.Rank != 3 || key.Shape.Rank != 3 || value.Shape.Rank != 3 || query.Shape[0] != key.Shape[0] || query.Shape[0] != value.Shape[0]
            || query.Shape[2] != key.Shape[2] || key.Shape[1] != value.Shape[1] || query.Shape[2] % heads != 0 || value.Shape[2] % heads != 0)
            throw Misfit(query, key, value, $"they must be [N, T, {heads}·d], [N, S, {heads}·d] and [N, S, {heads}·e]");
        (int images, int queries, int keys, int all, int allValues) = (query.Shape[0], query.Shape[1], key.Shape[1], query.Shape[2], value.Shape[2]);
        Attention operation = Begin(query, key, value, [images, heads, queries, keys], options);
        operation._heads = heads;
        (operation._queries, operation._keys, operation._depth, operation._width) = (queries, keys, all / heads, allValues / heads);
        operation._query = new(query, 0, (nint)queries * all, all / heads, all);
        operation._key = new(key, 0, (nint)keys * all, all / heads, all);
        operation._value = new(value, 0, (nint)keys * allValues, allValues / heads, allValues);
        operation._result = new(operation, 0, (nint)queries * allValues, allValues / heads, allValues);
        operation.Forward([images, queries, allValues]);
        return operation;
    }

    /// <summary>Queries, keys and values of all heads beside each other in the last dimension of one tensor: [N, T, 3·heads·d].</summary>
    public static Attention OfPacked(Operation packed, int heads, AttentionOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(heads, 1);
        if (packed.Shape.Rank != 3 || packed.Shape[2] % (3 * heads) != 0)
            throw new ArgumentException($"SelfAttention: {packed.Shape} does not hold queries, keys and values of {heads} heads: it must be [N, T, 3·{heads}·d].");
        (int images, int places, int row) = (packed.Shape[0], packed.Shape[1], packed.Shape[2]);
        (int all, int depth) = (row / 3, row / 3 / heads);
        Attention operation = Begin(packed, null, null, [images, heads, places, places], options);
        operation._heads = heads;
        (operation._queries, operation._keys, operation._depth, operation._width) = (places, places, depth, depth);
        nint image = (nint)places * row;
        (operation._query, operation._key, operation._value) = (new(packed, 0, image, depth, row), new(packed, all, image, depth, row), new(packed, 2 * all, image, depth, row));
        operation._result = new(operation, 0, (nint)places * all, depth, all);
        operation.Forward([images, places, all]);
        return operation;
    }

    public override void Backward()
    {
        Operation query = _query.Of, key = _key.Of, value = _value.Of;
        bool addQuery = false, addKey = false, addValue = false;
        nint toQuery = query.NeedsGradient ? query.WriteGradient(out addQuery) : 0, toKey, toValue;
        if (_packed)
        {
            (toKey, toValue, addKey, addValue) = (toQuery, toQuery, addQuery, addQuery);
        }
        else
        {
            // Where one tensor is several of the three, the later ones add to what the earlier wrote for the same pair.
            toKey = key.NeedsGradient ? key.WriteGradient(out addKey) : 0;
            toValue = value.NeedsGradient ? value.WriteGradient(out addValue) : 0;
        }

        _bias.Open();
        _ways = new(toQuery, addQuery, toKey, addKey, toValue, addValue);
        _job.Run(this, _pairs, 2 * Work, true);
    }

    /// <summary>Does one head of one sequence.</summary>
    /// <param name="pair">Which.</param>
    /// <param name="back">Whether the way back is meant.</param>
    /// <param name="scratch">Room for the weights of one head, on the way back.</param>
    public void Do(int pair, bool back, nint scratch)
    {
        (int image, int head) = Math.DivRem(pair, _heads);
        int row = AttentionWeights.Room(_keys);
        Spot q = _query.At(_query.Of.Address, image, head), k = _key.At(_key.Of.Address, image, head), v = _value.At(_value.Of.Address, image, head);
        Spot weights = new(_weights + (nint)(pair * Room), row, 1);
        if (!back)
        {
            Product(_queries, _keys, _depth, q, k.Turned, weights, false);
            Weigh(pair, weights.Address);
            Product(_queries, _width, _keys, weights, v, _result.At(Address, image, head), false);
            return;
        }

        Spot gradient = _result.At(GradientAddress, image, head), scores = new(scratch, row, 1);
        if (_ways.Query != 0 || _ways.Key != 0 || _bias.WantsGradient)
        {
            Product(_queries, _keys, _width, gradient, v.Turned, scores, false);
            Unweigh(pair, weights.Address, scores.Address);
        }

        if (_ways.Query != 0)
            Product(_queries, _depth, _keys, scores, k, _query.At(_ways.Query, image, head), _ways.AddQuery);
        if (_ways.Key != 0)
            Product(_keys, _depth, _queries, scores.Turned, q, _key.At(_ways.Key, image, head), _ways.AddKey);
        if (_ways.Value != 0)
            Product(_keys, _width, _queries, weights.Turned, gradient, _value.At(_ways.Value, image, head), _ways.AddValue);
    }

    private static Attention Begin(Operation query, Operation? key, Operation? value, ReadOnlySpan<int> scores, AttentionOptions options)
    {
        if (scores[^1] == 0 || scores[^2] == 0)
            throw new ArgumentException($"Attention: there must be at least one query and one key, but the scores would be [{string.Join(", ", scores.ToArray())}].");
        if (options.Scale is double scale && !double.IsFinite(scale))
            throw new ArgumentException(FormattableString.Invariant($"Attention: the scale {scale} must be finite."));
        Operation? mask = ScoreShift.Ready(options.Mask, scores, "mask", false), bias = ScoreShift.Ready(options.Bias, scores, "bias", true);
        Operations operands = default;
        int count = 0;
        foreach (Operation? operand in (ReadOnlySpan<Operation?>)[query, key, value, mask, bias])
        {
            if (operand is not null)
                operands[count++] = operand;
        }

        Attention operation = Take<Attention>(((ReadOnlySpan<Operation>)operands)[..count]);
        operation._mask.Set(mask, scores);
        operation._bias.Set(bias, scores);
        (operation._packed, operation._causal, operation._scale) = (key is null, options.Causal, options.Scale ?? 0);
        operation._hasScale = options.Scale is not null;
        operation._pairs = 1;
        foreach (int size in scores[..^2])
            operation._pairs *= size;
        return operation;
    }

    private static Operation Stretched(Operation x, ReadOnlySpan<int> sizes)
    {
        Span<int> wanted = stackalloc int[sizes.Length];
        sizes.CopyTo(wanted);
        (wanted[^2], wanted[^1]) = (x.Shape[^2], x.Shape[^1]);
        return Expand.To(x, wanted);
    }

    private static ArgumentException Misfit(Operation query, Operation key, Operation value, string rule)
        => new($"Attention: queries {query.Shape}, keys {key.Shape} and values {value.Shape} do not fit: {rule}.");

    private void Forward(ReadOnlySpan<int> sizes)
    {
        if (!_hasScale)
            _scale = _depth == 0 ? 1 : 1 / Math.Sqrt(_depth);
        Shaped(sizes);
        _weights = Scratch(_pairs * Room);
        _job.Run(this, _pairs, Work, false);
    }

    private void Weigh(int pair, nint scores)
    {
        if (Precision is Precision.Single)
            Weigh(pair, (float*)scores);
        else
            Weigh(pair, (double*)scores);
    }

    private void Weigh<T>(int pair, T* scores)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int room = AttentionWeights.Room(_keys);
        T* mask = (T*)_mask.At(pair), bias = (T*)_bias.At(pair);
        for (int i = 0; i < _queries; i++)
        {
            AttentionWeights.Forward(scores + ((long)i * room), _causal ? Math.Min(i + 1, _keys) : _keys, room, T.CreateTruncating(_scale), mask, bias);
            mask += _mask.Row;
            bias += _bias.Row;
        }
    }

    private void Unweigh(int pair, nint weights, nint gradient)
    {
        if (Precision is Precision.Single)
            Unweigh(pair, (float*)weights, (float*)gradient);
        else
            Unweigh(pair, (double*)weights, (double*)gradient);
    }

    private void Unweigh<T>(int pair, T* weights, T* gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int room = AttentionWeights.Room(_keys);
        T* bias = (T*)_bias.GradientAt(pair);
        for (int i = 0; i < _queries; i++)
        {
            long row = (long)i * room;
            AttentionWeights.Backward(weights + row, gradient + row, _keys, room, T.CreateTruncating(_scale), bias);
            bias = bias is null ? null : bias + _keys;
        }
    }

    private void Product(int m, int n, int k, Spot a, Spot b, Spot c, bool add)
    {
        if (Precision is Precision.Single)
            Gemm.Multiply(m, n, k, (float*)a.Address, a.Row, a.Column, (float*)b.Address, b.Row, b.Column, (float*)c.Address, c.Row, add, 1);
        else
            Gemm.Multiply(m, n, k, (double*)a.Address, a.Row, a.Column, (double*)b.Address, b.Row, b.Column, (double*)c.Address, c.Row, add, 1);
    }

    /// <summary>How the matrices of all heads lie within a tensor.</summary>
    private readonly record struct Heads(Operation Of, nint Offset, nint Image, nint Head, nint Row)
    {
        /// <summary>One head's matrix in memory that is laid out like the tensor.</summary>
        public Spot At(nint memory, int image, int head) => new(memory + ((Offset + (image * Image) + (head * Head)) * Of.Bytes), Row, 1);
    }

    /// <summary>A matrix in memory.</summary>
    private readonly record struct Spot(nint Address, nint Row, nint Column)
    {
        public Spot Turned => new(Address, Column, Row);
    }

    /// <summary>Where gradients go, and whether something is there; zero where none is wanted.</summary>
    private readonly record struct Ways(nint Query, bool AddQuery, nint Key, bool AddKey, nint Value, bool AddValue);

    [InlineArray(5)]
    private struct Operations
    {
        private Operation _first;
    }
}
