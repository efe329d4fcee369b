using Anneal.Data;
using Anneal.Parameters;
using Anneal.Tensors;
using Anneal.Training;

namespace Anneal.Tests.Training;

public class LossesTests
{
    private static readonly Batch _values = new BatchLoader(new Small.Line(4), 4).Epoch(0).Single();

    [Theory, InlineData(Precision.Single), InlineData(Precision.Double)]
    public void Losses_for_values_compare_with_the_targets_in_the_precision_of_the_output(Precision precision)
    {
        double[] targets = _values.TargetTensor(Precision.Double).ToDoubles();
        Tensor output = Tensor.Full(1, [4, 1], precision);
        Assert.Equal(targets.Average(target => (1 - target) * (1 - target)), Losses.MeanSquaredError(output, _values).Value, 1e-6);
        Assert.Equal(targets.Average(target => Math.Abs(1 - target)), Losses.MeanAbsoluteError(output, _values).Value, 1e-6);
        Assert.Equal(targets.Average(target => Math.Abs(1 - target) < 0.5 ? (1 - target) * (1 - target) / 2 : 0.5 * (Math.Abs(1 - target) - 0.25)), Losses.Huber(0.5)(output, _values).Value, 1e-6);
    }

    [Fact]
    public void A_loss_for_the_wrong_kind_of_targets_says_which_to_take()
    {
        Batch classes = new BatchLoader(new Small.Angles(4), 4).Epoch(0).Single();
        Assert.Equal(Math.Log(3), Losses.CrossEntropy(Tensor.Full(1, [4, 3]), classes).Value, 1e-6);
        Assert.Contains("MeanSquaredError", Assert.Throws<InvalidOperationException>(() => Losses.CrossEntropy(Tensor.Full(1, [4, 3]), _values)).Message, StringComparison.Ordinal);
        Assert.Contains("CrossEntropy", Assert.Throws<InvalidOperationException>(() => Losses.MeanSquaredError(Tensor.Full(1, [4, 1]), classes)).Message, StringComparison.Ordinal);
        Assert.Same(Losses.CrossEntropy, Losses.For(new Small.Angles(3)));
        Assert.Same(Losses.MeanSquaredError, Losses.For(new Small.Line(3)));
    }

    [Fact]
    public void Inputs_of_a_batch_are_its_numbers()
    {
        Assert.Equal(_values.Inputs.ToArray(), BatchTensors.InputTensor(_values).ToArray());
        Assert.Equal(Precision.Double, _values.InputTensor(Precision.Double).Precision);
    }
}
