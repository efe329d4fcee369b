using Anneal.Data;
using Anneal.Parameters;
using Anneal.Tensors;

namespace Anneal.Training;

/// <summary>Batches as tensors.</summary>
public static class BatchTensors
{
    /// <summary>The inputs of a batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="precision">That of the network; default <see cref="Precision.Single"/>.</param>
    public static Tensor InputTensor(this Batch batch, Precision precision = Precision.Single) => Of(batch.Inputs, batch.InputShape, precision);

    /// <summary>The values to be met; classes are read from <see cref="Batch.Labels"/>.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="precision">That of the network; default <see cref="Precision.Single"/>.</param>
    /// <exception cref="InvalidOperationException">The targets are classes.</exception>
    public static Tensor TargetTensor(this Batch batch, Precision precision = Precision.Single)
        => batch.Targets.Length > 0
            ? Of(batch.Targets, batch.TargetShape, precision)
            : throw new InvalidOperationException("The targets of this batch are classes, not values: use a loss for classes, such as Losses.CrossEntropy.");

    private static Tensor Of(ReadOnlySpan<float> values, Shape shape, Precision precision)
    {
        if (precision is Precision.Single)
            return Tensor.Of(values, shape);
        double[] wide = new double[values.Length];
        System.Numerics.Tensors.TensorPrimitives.ConvertTruncating(values, wide);
        return Tensor.Of(wide, shape);
    }
}
