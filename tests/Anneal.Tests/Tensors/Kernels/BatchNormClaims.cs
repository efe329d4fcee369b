using Anneal.Tensors.Kernels;

namespace Anneal.Tests.Tensors.Kernels;

/// <summary>What a batch norm is given and what it gives, in plain order.</summary>
internal sealed class BatchNormCase(int images, int channels, int pixels, bool training, bool relu, bool residual, bool add, float shift)
{
    public const double Epsilon = 1e-5;

    public int Images => images;

    public int Channels => channels;

    public int Pixels => pixels;

    public bool Training => training;

    public bool Relu => relu;

    public bool HasResidual => residual;

    public bool Add => add;

    public float[] Input { get; } = [.. ConvolutionCases.Numbers(images * channels * pixels, 1).Select((value, i) => (value * (1 + (i / pixels % channels))) + shift)];

    public float[] Weight { get; } = ConvolutionCases.Numbers(channels, 2);

    public float[] Bias { get; } = ConvolutionCases.Numbers(channels, 3);

    public float[] Residual { get; } = ConvolutionCases.Numbers(images * channels * pixels, 4);

    public float[] Gradient { get; } = ConvolutionCases.Numbers(images * channels * pixels, 5);

    public float[] Before { get; } = ConvolutionCases.Numbers(images * channels * pixels, 6);

    public float[] RunningMean { get; } = [.. ConvolutionCases.Numbers(channels, 7).Select(value => value + shift)];

    public float[] RunningVariance { get; } = [.. ConvolutionCases.Numbers(channels, 8).Select(value => value + 1.5f)];

    public override string ToString() => $"{images} images, {channels} channels, {pixels} pixels, training {training}, relu {relu}, residual {residual}, add {add}, shift {shift}, {LanesWidth.Current} bits";
}

/// <summary>Everything that comes out.</summary>
internal sealed record BatchNormResult(double[] Mean, double[] Variance, double[] Output, double[] InputGradient, double[] ResidualGradient, double[] WeightGradient, double[] BiasGradient);

internal static class BatchNormClaims
{
    public static IEnumerable<BatchNormCase> Cases()
    {
        foreach ((int images, int channels, int pixels) in new[] { (3, 2, 1), (16, 3, 7), (17, 2, 300), (40, 5, 64), (2, 1, 515) })
        {
            for (int flags = 0; flags < 16; flags++)
                yield return new(images, channels, pixels, (flags & 1) != 0, (flags & 2) != 0, (flags & 4) != 0, (flags & 8) != 0, 0.25f);
        }

        // A mean far above the deviation.
        yield return new(33, 2, 100, true, false, false, false, 1000);
    }

    public static void AreThoseOfTheFormula(BatchNormCase given, BatchNormResult actual, double relative)
    {
        BatchNormResult expected = Formula(given, actual);
        // Numbers that lie around 1000 know their deviation to some digits less.
        double looser = Math.Abs(given.Input[0]) > 100 ? 300 * relative : relative;
        ConvolutionCases.Agree(expected.Mean, actual.Mean, relative, $"mean of {given}");
        ConvolutionCases.Agree(expected.Variance, actual.Variance, relative, $"variance of {given}");
        ConvolutionCases.Agree(expected.Output, actual.Output, looser, $"output of {given}");
        ConvolutionCases.Agree(expected.InputGradient, actual.InputGradient, looser, $"gradient of the input of {given}");
        if (given.HasResidual)
            ConvolutionCases.Agree(expected.ResidualGradient, actual.ResidualGradient, relative, $"gradient of the residual of {given}");
        ConvolutionCases.Agree(expected.WeightGradient, actual.WeightGradient, looser, $"gradient of the weight of {given}");
        ConvolutionCases.Agree(expected.BiasGradient, actual.BiasGradient, relative, $"gradient of the bias of {given}");
    }

    /// <summary>The formula in double; what was cut off is taken from the output, as rounding decides it near 0.</summary>
    private static BatchNormResult Formula(BatchNormCase given, BatchNormResult actual)
    {
        int length = given.Input.Length;
        BatchNormResult result = new(new double[given.Channels], new double[given.Channels], new double[length], new double[length], new double[length], new double[given.Channels], new double[given.Channels]);
        for (int channel = 0; channel < given.Channels; channel++)
        {
            int[] own = [.. Enumerable.Range(0, length).Where(i => i / given.Pixels % given.Channels == channel)];
            double mean = given.Training ? own.Average(i => (double)given.Input[i]) : given.RunningMean[channel];
            double variance = given.Training ? own.Average(i => (given.Input[i] - mean) * (given.Input[i] - mean)) : given.RunningVariance[channel];
            double inverse = 1 / Math.Sqrt(variance + BatchNormCase.Epsilon);
            (result.Mean[channel], result.Variance[channel]) = (mean, variance);
            double[] normal = [.. own.Select(i => (given.Input[i] - mean) * inverse)];
            double[] gradient = [.. own.Select(i => given.Relu && actual.Output[i] <= 0 ? 0.0 : given.Gradient[i])];
            double sum = gradient.Sum();
            result.BiasGradient[channel] = sum + 0.5;
            double product = gradient.Zip(normal, (g, x) => g * x).Sum();
            result.WeightGradient[channel] = product + 0.5;
            for (int j = 0; j < own.Length; j++)
            {
                int i = own[j];
                double value = (normal[j] * given.Weight[channel]) + given.Bias[channel] + (given.HasResidual ? given.Residual[i] : 0);
                result.Output[i] = given.Relu ? Math.Max(0, value) : value;
                double pull = given.Training ? (sum + (normal[j] * product)) / own.Length : 0;
                result.InputGradient[i] = (given.Weight[channel] * inverse * (gradient[j] - pull)) + (given.Add ? given.Before[i] : 0);
                result.ResidualGradient[i] = gradient[j] + (given.Add ? given.Before[i] : 0);
            }
        }

        return result;
    }
}
