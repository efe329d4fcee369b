using Anneal.Data;
using Anneal.Tensors;

namespace Anneal.Training;

/// <summary>What is minimised: a single number from the network's output and the batch it belongs to.</summary>
/// <param name="output">What the network gave.</param>
/// <param name="batch">The examples.</param>
public delegate Tensor Loss(Tensor output, Batch batch);

/// <summary>The usual losses, each the mean over the batch.</summary>
public static class Losses
{
    /// <summary>Softmax and cross-entropy over classes.</summary>
    public static Loss CrossEntropy { get; } = SmoothedCrossEntropy(0);

    /// <summary>Mean squared error.</summary>
    public static Loss MeanSquaredError { get; } = (output, batch) => output.MeanSquaredError(batch.TargetTensor(output.Precision));

    /// <summary>Mean absolute error.</summary>
    public static Loss MeanAbsoluteError { get; } = (output, batch) => output.MeanAbsoluteError(batch.TargetTensor(output.Precision));

    /// <summary>Cross-entropy whose targets give a share to the other classes.</summary>
    /// <param name="labelSmoothing">The share ε, from 0 to 1.</param>
    public static Loss SmoothedCrossEntropy(double labelSmoothing)
        => (output, batch) => batch.Labels.Length > 0
            ? output.CrossEntropy(batch.Labels, labelSmoothing: labelSmoothing)
            : throw new InvalidOperationException("Cross-entropy needs classes, but the targets of this data are values: use Losses.MeanSquaredError, or data with labels.");

    /// <summary>Huber's loss: squared up to delta, linear beyond.</summary>
    /// <param name="delta">Where it turns, above 0.</param>
    public static Loss Huber(double delta = 1) => (output, batch) => output.Huber(batch.TargetTensor(output.Precision), delta);

    /// <summary>The loss that suits the data: cross-entropy for classes, the mean squared error for values.</summary>
    /// <param name="data">The data.</param>
    public static Loss For(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return data.Classes > 0 ? CrossEntropy : MeanSquaredError;
    }
}
