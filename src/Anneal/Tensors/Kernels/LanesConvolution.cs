namespace Anneal.Tensors.Kernels;

/// <summary>Two-dimensional convolution of images in the lanes layout, and its gradients.</summary>
/// <remarks>Sizes are the caller's to check. Sums do not depend on the number of threads; they may differ in the last bits between widths of vectors.</remarks>
internal static unsafe class LanesConvolution
{
    /// <summary>output = bias + weight ⋆ input, and of that max(0, ·) if wished.</summary>
    /// <param name="images">N.</param>
    /// <param name="shape">Sizes of one image.</param>
    /// <param name="input">In lanes.</param>
    /// <param name="weight">[outputs, inputs / groups, kernel height, kernel width].</param>
    /// <param name="bias">One per output, or null.</param>
    /// <param name="output">In lanes; the lanes after the last image hold what zeros give.</param>
    /// <param name="relu">Whether to cut off what is negative.</param>
    /// <param name="threads">At most.</param>
    public static void Forward(int images, in ConvolutionShape shape, float* input, float* weight, float* bias, float* output, bool relu, int threads)
    {
        LanesConvolutionJob job = LanesConvolutionJob.Own;
        job.Plan.Forward(shape, weight);
        job.Run(images, input, output, bias, add: false, relu, Sensible(images, shape, threads));
    }

    /// <summary>The gradient with respect to the input; lanes of zeros stay zeros.</summary>
    public static void BackwardInput(int images, in ConvolutionShape shape, float* outputGradient, float* weight, float* inputGradient, bool add, int threads)
    {
        LanesConvolutionJob job = LanesConvolutionJob.Own;
        job.Plan.BackwardInput(shape, weight);
        job.Run(images, outputGradient, inputGradient, null, add, relu: false, Sensible(images, shape, threads));
    }

    /// <summary>Adds the gradients with respect to weight and bias; lanes of zeros in <paramref name="outputGradient"/> add nothing.</summary>
    /// <param name="images">N.</param>
    /// <param name="shape">Sizes of one image.</param>
    /// <param name="input">In lanes.</param>
    /// <param name="outputGradient">In lanes.</param>
    /// <param name="weightGradient">As the weight; added to.</param>
    /// <param name="biasGradient">One per output, or null; added to.</param>
    /// <param name="threads">At most.</param>
    public static void BackwardWeight(int images, in ConvolutionShape shape, float* input, float* outputGradient, float* weightGradient, float* biasGradient, int threads)
        => LanesWeightJob.Own.Run(images, shape, input, outputGradient, weightGradient, biasGradient, Sensible(images, shape, threads));

    /// <summary>One thread where a second would cost more than it saves.</summary>
    internal static int Sensible(int images, in ConvolutionShape shape, int threads)
    {
        // Some 40 microseconds of a core.
        const long worthwhile = 2_000_000;
        return shape.Multiplications * images < worthwhile ? 1 : threads;
    }
}
