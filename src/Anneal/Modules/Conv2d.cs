using Anneal.Modules.Initial;
using Anneal.Tensors;

namespace Anneal.Modules;

/// <summary>Convolution of images: [batch, inputs, height, width] becomes [batch, outputs, height′, width′].</summary>
/// <remarks>
/// <c>weight</c> is [outputs, inputs/groups, kernel height, kernel width], <c>bias</c> [outputs]; both begin as PyTorch's, uniform within ±1/√fan-in.
/// height′ = ⌊(height + 2·padding − dilation·(kernel − 1) − 1)/stride⌋ + 1.
/// </remarks>
public sealed class Conv2d : Module, IFusable
{
    /// <summary>A convolution.</summary>
    /// <param name="inputs">Channels that come in.</param>
    /// <param name="outputs">Channels that go out.</param>
    /// <param name="kernel">Size of the kernel.</param>
    /// <param name="stride">Steps of the kernel; default 1.</param>
    /// <param name="padding">Zeros around the image; default 0.</param>
    /// <param name="dilation">Distance of the kernel's points; default 1.</param>
    /// <param name="groups">Parts into which the channels are divided, each convolved by itself; default 1.</param>
    /// <param name="bias">Whether a number is added to every output channel; default true.</param>
    /// <exception cref="ArgumentException">The channels do not divide by the groups.</exception>
    public Conv2d(int inputs, int outputs, Size2d kernel, Size2d? stride = null, Size2d? padding = null, Size2d? dilation = null, int groups = 1, bool bias = true)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(groups, 1);
        if (inputs % groups != 0 || outputs % groups != 0)
            throw new ArgumentException($"Conv2d: {inputs} inputs and {outputs} outputs must both divide by {groups} groups.", nameof(groups));
        (Kernel, Stride, Padding, Dilation, Groups) = (kernel.AtLeast(1, "Conv2d", nameof(kernel)), (stride ?? 1).AtLeast(1, "Conv2d", nameof(stride)), (padding ?? 0).AtLeast(0, "Conv2d", nameof(padding)), (dilation ?? 1).AtLeast(1, "Conv2d", nameof(dilation)), groups);
        Weight = Own("weight", [outputs, inputs / groups, kernel.Height, kernel.Width], Initializer.KaimingUniform(Math.Sqrt(5)));
        Bias = bias ? Own("bias", [outputs], Initializer.Uniform(1 / Math.Sqrt(inputs / groups * kernel.Height * kernel.Width))) : null;
    }

    /// <summary>Size of the kernel.</summary>
    public Size2d Kernel { get; }

    /// <summary>Steps of the kernel.</summary>
    public Size2d Stride { get; }

    /// <summary>Zeros around the image.</summary>
    public Size2d Padding { get; }

    /// <summary>Distance of the kernel's points.</summary>
    public Size2d Dilation { get; }

    /// <summary>Parts into which the channels are divided.</summary>
    public int Groups { get; }

    /// <summary>The kernels.</summary>
    public Weight Weight { get; }

    /// <summary>One number per output channel; null when there is none.</summary>
    public Weight? Bias { get; }

    /// <inheritdoc/>
    public override string Description
        => $"Conv2d({Weight.Shape[1] * Groups}, {Weight.Shape[0]}, {Kernel}{Text("stride", Stride, 1)}{Text("padding", Padding, 0)}{Text("dilation", Dilation, 1)}{(Groups == 1 ? "" : $", groups {Groups}")}{(Bias is null ? ", no bias" : "")})";

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input, Mode mode) => input.Conv2d(Weight, Bias?.Tensor, Stride, Padding, Dilation, Groups);

    Module? IFusable.With(Module next) => next is Relu ? new ConvolutionRelu(this) : null;

    private static string Text(string name, Size2d value, Size2d usual) => value == usual ? "" : $", {name} {value}";
}
