using System.Numerics;

namespace Anneal.Tensors.Kernels;

/// <summary>Batch norm of images one after the other, [N, channels, height · width]; also of vectors, with one pixel each.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal static unsafe class PlainBatchNorm<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Mean and variance of every channel.</summary>
    public static void Statistics(in BatchNormCall<T> call)
    {
        double count = (double)call.Images * call.Pixels;
        for (int channel = 0; channel < call.Channels; channel++)
        {
            double sum = 0;
            for (int image = 0; image < call.Images; image++)
            {
                T* plane = call.Input + Plane(call, image, channel);
                for (int i = 0; i < call.Pixels; i++)
                    sum += double.CreateTruncating(plane[i]);
            }

            double mean = sum / count;
            double squares = 0;
            for (int image = 0; image < call.Images; image++)
            {
                T* plane = call.Input + Plane(call, image, channel);
                for (int i = 0; i < call.Pixels; i++)
                {
                    double distance = double.CreateTruncating(plane[i]) - mean;
                    squares += distance * distance;
                }
            }

            call.Mean[channel] = T.CreateTruncating(mean);
            call.Variance[channel] = T.CreateTruncating(squares / count);
        }
    }

    /// <summary>The output, and in training mean and variance before it.</summary>
    public static void Forward(in BatchNormCall<T> call)
    {
        if (call.Learns)
            Statistics(call);
        for (int channel = 0; channel < call.Channels; channel++)
        {
            (T mean, T scale, T bias) = (call.Mean[channel], T.CreateTruncating(Inverse(call, channel) * Weight(call, channel)), call.Bias == null ? T.Zero : call.Bias[channel]);
            for (int image = 0; image < call.Images; image++)
            {
                nint at = Plane(call, image, channel);
                for (nint i = at; i < at + call.Pixels; i++)
                {
                    T value = ((call.Input[i] - mean) * scale) + bias;
                    if (call.Residual != null)
                        value += call.Residual[i];
                    call.Output[i] = call.Relu && value <= T.Zero ? T.Zero : value;
                }
            }
        }
    }

    /// <summary>The gradients of input, residual, weight and bias; with a cut the output has to be there.</summary>
    public static void Backward(in BatchNormCall<T> call)
    {
        double count = (double)call.Images * call.Pixels;
        for (int channel = 0; channel < call.Channels; channel++)
        {
            double mean = double.CreateTruncating(call.Mean[channel]);
            double inverse = Inverse(call, channel);
            (double gradients, double products) = Sums(call, channel, mean);
            if (call.BiasGradient != null)
                call.BiasGradient[channel] += T.CreateTruncating(gradients);
            if (call.WeightGradient != null)
                call.WeightGradient[channel] += T.CreateTruncating(products * inverse);
            double scale = inverse * Weight(call, channel);
            double slope = call.Learns ? -scale * inverse * inverse * products / count : 0;
            double offset = call.Learns ? -scale * gradients / count : 0;
            for (int image = 0; image < call.Images; image++)
            {
                nint at = Plane(call, image, channel);
                for (nint i = at; i < at + call.Pixels; i++)
                {
                    T gradient = Cut(call, i);
                    if (call.InputGradient != null)
                    {
                        T value = T.CreateTruncating((double.CreateTruncating(gradient) * scale) + ((double.CreateTruncating(call.Input[i]) - mean) * slope) + offset);
                        call.InputGradient[i] = call.AddInput ? call.InputGradient[i] + value : value;
                    }

                    if (call.ResidualGradient != null)
                        call.ResidualGradient[i] = call.AddResidual ? call.ResidualGradient[i] + gradient : gradient;
                }
            }
        }
    }

    private static (double Gradients, double Products) Sums(in BatchNormCall<T> call, int channel, double mean)
    {
        double gradients = 0, products = 0;
        for (int image = 0; image < call.Images; image++)
        {
            nint at = Plane(call, image, channel);
            for (nint i = at; i < at + call.Pixels; i++)
            {
                double gradient = double.CreateTruncating(Cut(call, i));
                gradients += gradient;
                products += gradient * (double.CreateTruncating(call.Input[i]) - mean);
            }
        }

        return (gradients, products);
    }

    private static T Cut(in BatchNormCall<T> call, nint at) => call.Relu && call.Output[at] <= T.Zero ? T.Zero : call.OutputGradient[at];

    private static double Inverse(in BatchNormCall<T> call, int channel) => 1 / Math.Sqrt(double.CreateTruncating(call.Variance[channel]) + call.Epsilon);

    private static double Weight(in BatchNormCall<T> call, int channel) => call.Weight == null ? 1 : double.CreateTruncating(call.Weight[channel]);

    private static nint Plane(in BatchNormCall<T> call, int image, int channel) => (((nint)image * call.Channels) + channel) * call.Pixels;
}
