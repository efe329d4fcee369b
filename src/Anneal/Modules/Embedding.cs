using Anneal.Modules.Initial;
using Anneal.Parameters;
using Anneal.Tensors;

namespace Anneal.Modules;

/// <summary>A vector for every whole number: [...] of numbers from 0 to entries − 1 becomes [..., width]. <c>weight</c> is [entries, width].</summary>
public sealed class Embedding : Module
{
    private readonly int? _padding;

    /// <summary>A table that begins normal with deviation 1, as PyTorch's does.</summary>
    /// <param name="entries">How many numbers it knows.</param>
    /// <param name="width">Length of the vectors.</param>
    /// <param name="padding">A number that stands for nothing: its vector begins as zeros and is never trained. Default none.</param>
    public Embedding(int entries, int width, int? padding = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(entries, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if (padding is int row && (row < 0 || row >= entries))
            throw new ArgumentOutOfRangeException(nameof(padding), padding, $"The padding must be one of the entries 0 to {entries - 1}.");
        _padding = padding;
        Weight = Own("weight", [entries, width], padding is int zero ? new PaddedInitializer(Initializer.Normal(1), zero) : Initializer.Normal(1));
    }

    /// <summary>The table.</summary>
    public Weight Weight { get; }

    /// <inheritdoc/>
    public override string Description => $"Embedding({Weight.Shape[0]}, {Weight.Shape[1]})";

    /// <summary>The vectors of whole numbers.</summary>
    /// <param name="rows">The numbers, row by row.</param>
    /// <param name="shape">How they stand.</param>
    /// <exception cref="ArgumentOutOfRangeException">The table has no such entry.</exception>
    public Tensor Forward(ReadOnlySpan<int> rows, Shape shape) => Weight.Tensor.Lookup(rows, shape, _padding);

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input, Mode mode)
    {
        ReadOnlySpan<float> numbers = input.Precision is Precision.Single ? input.Values : input.ToArray();
        int[] rows = System.Buffers.ArrayPool<int>.Shared.Rent(numbers.Length);
        try
        {
            for (int i = 0; i < numbers.Length; i++)
            {
                rows[i] = (int)numbers[i];
                if (rows[i] != numbers[i])
                    throw new ArgumentException($"{Description}: number {i} of the input is {numbers[i]}, but entries are whole numbers from 0 to {Weight.Shape[0] - 1}.", nameof(input));
            }

            return Forward(rows.AsSpan(0, numbers.Length), input.Shape);
        }
        finally
        {
            System.Buffers.ArrayPool<int>.Shared.Return(rows);
        }
    }

    private sealed class PaddedInitializer(Initializer inner, int row) : Initializer
    {
        public override void Fill(Span<double> values, Shape shape, InitialRandom random)
        {
            inner.Fill(values, shape, random);
            values.Slice(row * shape[1], shape[1]).Clear();
        }
    }
}
