namespace Anneal.Tensors;

public readonly partial struct Tensor
{
    /// <summary>The same numbers in other sizes; nothing is copied.</summary>
    /// <param name="sizes">The sizes; one may be −1 and is then whatever is left.</param>
    /// <exception cref="ArgumentException">The sizes hold more or fewer numbers.</exception>
    public Tensor Reshape(params ReadOnlySpan<int> sizes)
    {
        Operation node = Node.Plain();
        Span<int> known = stackalloc int[sizes.Length];
        sizes.CopyTo(known);
        int open = sizes.IndexOf(-1);
        long length = 1;
        for (int i = 0; i < known.Length; i++)
            length *= i == open ? 1 : known[i];
        if (open >= 0)
            known[open] = length == 0 ? 0 : (int)(node.Shape.FlattenedLength / length);
        if (length * (open >= 0 ? known[open] : 1) != node.Shape.FlattenedLength || known.ContainsAnyInRange(int.MinValue, -1))
            throw new ArgumentException($"Reshape: {node.Shape} holds {node.Shape.FlattenedLength} numbers, which do not fit into [{string.Join(", ", sizes.ToArray())}].", nameof(sizes));
        return Tensors.Reshape.To(node, known).Result();
    }
}

/// <summary>The operand's memory in other sizes.</summary>
internal sealed class Reshape : Operation
{
    public static Operation To(Operation x, ReadOnlySpan<int> sizes)
    {
        Reshape operation = Take<Reshape>(x);
        operation.View(sizes, x, 0);
        return operation;
    }

    public override void Backward() => PassGradient(First!);
}
