using Anneal.Tensors.Kernels;

namespace Anneal.Tests.Tensors.Kernels;

/// <summary>Convolution and its gradients as the formula says, in double.</summary>
internal static class ReferenceConvolution
{
    public static double[] Forward(int images, ConvolutionShape shape, float[] input, float[] weight, float[]? bias)
    {
        double[] output = new double[images * shape.Outputs * shape.OutputHeight * shape.OutputWidth];
        if (bias is not null)
        {
            for (int i = 0; i < output.Length; i++)
                output[i] = bias[i / (shape.OutputHeight * shape.OutputWidth) % shape.Outputs];
        }

        Walk(images, shape, (y, x, w) => output[y] += (double)input[x] * weight[w]);
        return output;
    }

    public static double[] BackwardInput(int images, ConvolutionShape shape, float[] gradient, float[] weight)
    {
        double[] result = new double[images * shape.Inputs * shape.Height * shape.Width];
        Walk(images, shape, (y, x, w) => result[x] += (double)gradient[y] * weight[w]);
        return result;
    }

    public static (double[] Weight, double[] Bias) BackwardWeight(int images, ConvolutionShape shape, float[] input, float[] gradient)
    {
        double[] result = new double[shape.Outputs * shape.InputsPerGroup * shape.Positions];
        Walk(images, shape, (y, x, w) => result[w] += (double)gradient[y] * input[x]);
        double[] bias = new double[shape.Outputs];
        for (int i = 0; i < gradient.Length; i++)
            bias[i / (shape.OutputHeight * shape.OutputWidth) % shape.Outputs] += gradient[i];
        return (result, bias);
    }

    /// <summary>Every product of a convolution: where its output, its input and its weight lie.</summary>
    private static void Walk(int images, ConvolutionShape shape, Action<int, int, int> product)
    {
        for (int image = 0; image < images; image++)
        {
            for (int output = 0; output < shape.Outputs; output++)
            {
                for (int input = 0; input < shape.InputsPerGroup; input++)
                {
                    int from = (image * shape.Inputs) + (output / shape.OutputsPerGroup * shape.InputsPerGroup) + input;
                    Plane(shape, ((image * shape.Outputs) + output) * shape.OutputHeight * shape.OutputWidth, from * shape.Height * shape.Width, ((output * shape.InputsPerGroup) + input) * shape.Positions, product);
                }
            }
        }
    }

    private static void Plane(ConvolutionShape shape, int y, int x, int w, Action<int, int, int> product)
    {
        for (int i = 0; i < shape.OutputHeight; i++)
        {
            for (int j = 0; j < shape.OutputWidth; j++)
            {
                for (int k = 0; k < shape.Positions; k++)
                {
                    int row = (i * shape.StrideHeight) + (k / shape.KernelWidth * shape.DilationHeight) - shape.PaddingHeight;
                    int column = (j * shape.StrideWidth) + (k % shape.KernelWidth * shape.DilationWidth) - shape.PaddingWidth;
                    if (row >= 0 && row < shape.Height && column >= 0 && column < shape.Width)
                        product(y + (i * shape.OutputWidth) + j, x + (row * shape.Width) + column, w + k);
                }
            }
        }
    }
}
