using Anneal.Parameters;
using Numerics = System.Numerics.Tensors;

namespace Anneal.Tensors;

public readonly partial struct Tensor
{
    /// <summary>A vector of floats; they are copied.</summary>
    /// <param name="values">The numbers.</param>
    public static Tensor Of(ReadOnlySpan<float> values) => Filled(values, [values.Length], Precision.Single, false);

    /// <summary>A vector of doubles; they are copied.</summary>
    /// <param name="values">The numbers.</param>
    public static Tensor Of(ReadOnlySpan<double> values) => Filled(values, [values.Length], Precision.Double, false);

    /// <summary>A matrix of floats; they are copied.</summary>
    /// <param name="values">Rows and columns.</param>
    public static Tensor Of(float[,] values) => Copied<float>(values, Precision.Single);

    /// <summary>A matrix of doubles; they are copied.</summary>
    /// <param name="values">Rows and columns.</param>
    public static Tensor Of(double[,] values) => Copied<double>(values, Precision.Double);

    /// <summary>Floats in three dimensions; they are copied.</summary>
    /// <param name="values">Outermost first.</param>
    public static Tensor Of(float[,,] values) => Copied<float>(values, Precision.Single);

    /// <summary>Doubles in three dimensions; they are copied.</summary>
    /// <param name="values">Outermost first.</param>
    public static Tensor Of(double[,,] values) => Copied<double>(values, Precision.Double);

    /// <summary>Floats of the base library's tensor, in its shape; they are copied.</summary>
    /// <param name="values">In any strides.</param>
    /// <exception cref="ArgumentException">It holds more numbers than a shape can.</exception>
    public static Tensor Of(Numerics.Tensor<float> values) => Copied(values, Precision.Single);

    /// <summary>Doubles of the base library's tensor, in its shape; they are copied.</summary>
    /// <param name="values">In any strides.</param>
    /// <exception cref="ArgumentException">It holds more numbers than a shape can.</exception>
    public static Tensor Of(Numerics.Tensor<double> values) => Copied(values, Precision.Double);

    /// <summary>A copy of the numbers as doubles, row by row; it outlives the step.</summary>
    public double[] ToDoubles()
    {
        double[] values = new double[Length];
        CopyTo(values);
        return values;
    }

    /// <summary>A copy of a matrix; it outlives the step.</summary>
    /// <exception cref="InvalidOperationException">The tensor has not two dimensions.</exception>
    public float[,] ToMatrix()
    {
        Demand(2);
        float[,] values = new float[Shape[0], Shape[1]];
        CopyTo(Flat<float>(values));
        return values;
    }

    /// <summary>A copy of a tensor of three dimensions; it outlives the step.</summary>
    /// <exception cref="InvalidOperationException">The tensor has not three dimensions.</exception>
    public float[,,] ToBlock()
    {
        Demand(3);
        float[,,] values = new float[Shape[0], Shape[1], Shape[2]];
        CopyTo(Flat<float>(values));
        return values;
    }

    /// <summary>A copy of the numbers as the base library's tensor, in the same shape; it outlives the step.</summary>
    public Numerics.Tensor<float> ToNumerics()
    {
        Span<nint> lengths = stackalloc nint[Rank];
        for (int i = 0; i < lengths.Length; i++)
            lengths[i] = Shape[i];
        return Numerics.Tensor.Create(ToArray(), lengths);
    }

    /// <summary>Copies the numbers, row by row; doubles are rounded to the nearest float.</summary>
    /// <param name="destination">At least as long as the tensor.</param>
    /// <exception cref="ArgumentException">It is too short.</exception>
    public void CopyTo(Span<float> destination)
    {
        Operation node = Fitting(destination.Length);
        if (node.Precision is Precision.Single)
        {
            node.Values<float>().CopyTo(destination);
            return;
        }

        ReadOnlySpan<double> values = node.Values<double>();
        for (int i = 0; i < values.Length; i++)
            destination[i] = (float)values[i];
    }

    /// <summary>Copies the numbers, row by row; floats become the same doubles.</summary>
    /// <param name="destination">At least as long as the tensor.</param>
    /// <exception cref="ArgumentException">It is too short.</exception>
    public void CopyTo(Span<double> destination)
    {
        Operation node = Fitting(destination.Length);
        if (node.Precision is Precision.Double)
        {
            node.Values<double>().CopyTo(destination);
            return;
        }

        ReadOnlySpan<float> values = node.Values<float>();
        for (int i = 0; i < values.Length; i++)
            destination[i] = values[i];
    }

    private static Tensor Copied<T>(Array values, Precision precision)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(values);
        Span<int> sizes = stackalloc int[values.Rank];
        for (int i = 0; i < sizes.Length; i++)
            sizes[i] = values.GetLength(i);
        return Filled<T>(Flat<T>(values), Shape.Of(sizes), precision, false);
    }

    private static Tensor Copied<T>(Numerics.Tensor<T> values, Precision precision)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(values);
        Span<int> sizes = stackalloc int[values.Rank];
        for (int i = 0; i < sizes.Length; i++)
        {
            if (values.Lengths[i] > int.MaxValue)
                throw new ArgumentException($"The size {values.Lengths[i]} is more than a shape can hold.", nameof(values));
            sizes[i] = (int)values.Lengths[i];
        }

        Leaf leaf = Leaf.Of(Shape.Of(sizes), precision);
        values.FlattenTo(leaf.Values<T>());
        return leaf.Result();
    }

    // An array of any rank lies row by row, too.
    private static Span<T> Flat<T>(Array values)
        => System.Runtime.InteropServices.MemoryMarshal.CreateSpan(
            ref System.Runtime.CompilerServices.Unsafe.As<byte, T>(ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(values)), values.Length);

    private void Demand(int rank)
    {
        if (Rank != rank)
            throw new InvalidOperationException($"A tensor of the shape {Shape} has {Rank} dimensions, not {rank}: reshape it, or use ToArray().");
    }

    private Operation Fitting(int room)
    {
        Operation node = Node.Plain();
        if (room < node.Shape.FlattenedLength)
            throw new ArgumentException($"The tensor {node.Shape} holds {node.Shape.FlattenedLength} numbers, but there is room for {room}.");
        return node;
    }
}
