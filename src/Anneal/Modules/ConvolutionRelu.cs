using Anneal.Tensors;

namespace Anneal.Modules;

/// <summary>A convolution that cuts off what is negative while it still holds it, and shrinks the image at once where a max-pool follows.</summary>
internal sealed class ConvolutionRelu(Conv2d convolution, int pool = 1) : Module, IFusable
{
    protected override Tensor Compute(Tensor input, Mode mode)
        => Convolution2d.Of(input.Node, convolution.Weight.Tensor.Node, convolution.Bias?.Tensor.Node, new(convolution.Stride, convolution.Padding, convolution.Dilation, convolution.Groups, Relu: true, pool)).Result();

    // Windows that neither overlap nor reach beyond the image.
    Module? IFusable.With(Module next)
        => pool == 1 && next is MaxPool2d max && max.Kernel.Height == max.Kernel.Width && max.Stride == max.Kernel && max.Padding == 0 && max.Dilation == 1 && !max.CeilMode
            ? new ConvolutionRelu(convolution, max.Kernel.Height)
            : null;
}
