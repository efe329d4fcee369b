using System.Numerics;
using Anneal.Parameters;
using Anneal.Tensors.Kernels;

namespace Anneal.Tensors;

public readonly partial struct Tensor
{
    /// <summary>Convolution of images: [batch, inputs, height, width] becomes [batch, outputs, height′, width′].</summary>
    /// <param name="weight">Kernels of the shape [outputs, inputs/groups, kernel height, kernel width], as PyTorch has them.</param>
    /// <param name="bias">A number per output channel, [outputs]; null for none.</param>
    /// <param name="stride">Steps of the kernel; default 1.</param>
    /// <param name="padding">Zeros around the image; default 0.</param>
    /// <param name="dilation">Distance of the kernel's points; default 1.</param>
    /// <param name="groups">Parts into which the channels are divided; default 1.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or the kernel is larger than the padded image; the message names both.</exception>
    public Tensor Conv2d(Tensor weight, Tensor? bias = null, Size2d? stride = null, Size2d? padding = null, Size2d? dilation = null, int groups = 1)
        => Convolution2d.Of(Node, weight.Node.Plain(), bias?.Node.Plain(), new(stride ?? 1, padding ?? 0, dilation ?? 1, groups)).Result();
}

/// <summary>How a convolution goes, and what is done to its result before it is stored: max(0, ·), and the largest of every window.</summary>
internal readonly record struct ConvolutionOptions(Size2d Stride, Size2d Padding, Size2d Dilation, int Groups, bool Relu = false, int Pool = 1);

/// <summary>A convolution, by sixteen images side by side or, for few images and for doubles, by matrix products.</summary>
internal sealed unsafe class Convolution2d : Operation
{
    // Fewer images than this leave too many lanes empty.
    private const int WorthLanes = 6;

    private ConvolutionShape _shape;
    private int _images;
    private bool _relu;
    private int _pool;
    private nint _positions;

    public override string Name => "Conv2d";

    public override long Work => 2 * _images * _shape.Multiplications;

    public static Operation Of(Operation x, Operation weight, Operation? bias, ConvolutionOptions options)
    {
        ConvolutionShape shape = Checked(x.Shape, weight.Shape, bias?.Shape, options);
        if (x.Precision is Precision.Double || x.Shape[0] < WorthLanes)
            return Plainly(x.Plain(), weight, bias, shape, options);
        x = ToLanes.Of(x);
        Convolution2d operation = bias is null ? Take<Convolution2d>(x, weight) : Take<Convolution2d>(x, weight, bias);
        (operation._shape, operation._images, operation._relu, operation._pool) = (shape, x.Shape[0], options.Relu, options.Pool);
        operation.Shaped([x.Shape[0], shape.Outputs, shape.OutputHeight / options.Pool, shape.OutputWidth / options.Pool], Layout.Lanes);
        operation.Forward();
        return operation;
    }

    public override void Backward()
    {
        if (Layout is Layout.Plain)
        {
            if (Precision is Precision.Single)
                BackwardPlainly<float>();
            else
                BackwardPlainly<double>();
            return;
        }

        float* gradient = (float*)GradientAddress;
        if (_pool > 1)
        {
            // The gradient of the convolution's own result, which forward never stored.
            nint large = Tape is null ? Scratch(LargeBytes) : Tape.Arena.Take(LargeBytes);
            LanesConvolutionPool.Backward(_images, _shape, _pool, gradient, (byte*)_positions, (float*)large, Threads);
            BackwardLanes((float*)large);
            Tape?.Arena.Return(large, LargeBytes);
            return;
        }

        if (_relu)
            Cutting.Backward((float*)Address, gradient, Stored, Threads);
        BackwardLanes(gradient);
    }

    private long LargeBytes => (long)Lanes.Length(_images, _shape.Outputs * _shape.OutputHeight * _shape.OutputWidth) * sizeof(float);

    private void Forward()
    {
        float* x = (float*)First!.Address, weight = (float*)Second!.Address, bias = (float*)(Third?.Address ?? 0), y = (float*)Address;
        if (_pool > 1)
        {
            _positions = Scratch(Stored);
            LanesConvolutionPool.Forward(_images, _shape, _pool, x, weight, bias, y, (byte*)_positions, Threads);
        }
        else
        {
            LanesConvolution.Forward(_images, _shape, x, weight, bias, y, _relu, Threads);
        }
    }

    private void BackwardLanes(float* gradient)
    {
        Operation x = First!, weight = Second!;
        bool wantsBias = Third is { NeedsGradient: true };
        if (weight.NeedsGradient || wantsBias)
        {
            // The kernels of both come from one pass; a bias alone is a rarity and pays for both.
            float* to = weight.NeedsGradient ? (float*)Added<float>(weight) : (float*)Scratch((long)weight.Stored * sizeof(float));
            LanesConvolution.BackwardWeight(_images, _shape, (float*)x.Address, gradient, to, wantsBias ? (float*)Added<float>(Third!) : null, Threads);
        }

        if (x.NeedsGradient)
        {
            nint to = x.WriteGradient(out bool add);
            LanesConvolution.BackwardInput(_images, _shape, gradient, (float*)weight.Address, (float*)to, add, Threads);
        }
    }

    private static nint Added<T>(Operation operand)
        where T : unmanaged
    {
        operand.AddGradient<T>();
        return operand.GradientAddress;
    }

    private static Operation Plainly(Operation x, Operation weight, Operation? bias, in ConvolutionShape shape, ConvolutionOptions options)
    {
        Convolution2d operation = bias is null ? Take<Convolution2d>(x, weight) : Take<Convolution2d>(x, weight, bias);
        (operation._shape, operation._images, operation._relu, operation._pool) = (shape, x.Shape[0], false, 1);
        operation.Shaped([x.Shape[0], shape.Outputs, shape.OutputHeight, shape.OutputWidth]);
        if (operation.Precision is Precision.Single)
            operation.ForwardPlainly<float>();
        else
            operation.ForwardPlainly<double>();
        Tensor result = operation.Result();
        if (options.Relu)
            result = result.Relu();
        return options.Pool > 1 ? result.MaxPool2d(options.Pool).Node : result.Node;
    }

    private void ForwardPlainly<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => PlainConvolution<T>.Forward(_images, _shape, (T*)First!.Address, (T*)Second!.Address, (T*)(Third?.Address ?? 0), (T*)Address, Threads);

    private void BackwardPlainly<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Operation x = First!, weight = Second!;
        bool wantsBias = Third is { NeedsGradient: true };
        if (weight.NeedsGradient || wantsBias)
        {
            nint to = weight.NeedsGradient ? Added<T>(weight) : Scratch((long)weight.Stored * Bytes);
            PlainConvolution<T>.BackwardWeight(_images, _shape, (T*)x.Address, (T*)GradientAddress, (T*)to, wantsBias ? (T*)Added<T>(Third!) : null, Threads);
        }

        if (x.NeedsGradient)
        {
            nint to = x.WriteGradient(out bool add);
            PlainConvolution<T>.BackwardInput(_images, _shape, (T*)GradientAddress, (T*)weight.Address, (T*)to, add, Threads);
        }
    }

    private static ConvolutionShape Checked(Shape x, Shape weight, Shape? bias, ConvolutionOptions options)
    {
        if (x.Rank != 4 || weight.Rank != 4 || options.Groups < 1 || weight[0] % options.Groups != 0 || x[1] != weight[1] * options.Groups)
            throw new ArgumentException($"Conv2d: the input {x} does not fit the weight {weight} with {options.Groups} group{(options.Groups == 1 ? "" : "s")}: the input must be [batch, inputs, height, width], the weight [outputs, inputs/groups, height, width].");
        if (bias is Shape given && (given.Rank != 1 || given[0] != weight[0]))
            throw new ArgumentException($"Conv2d: the bias {given} does not fit the weight {weight}: it must be [{weight[0]}].");
        options.Stride.AtLeast(1, "Conv2d", "stride");
        options.Padding.AtLeast(0, "Conv2d", "padding");
        options.Dilation.AtLeast(1, "Conv2d", "dilation");
        ConvolutionShape shape = new()
        {
            Inputs = x[1],
            Outputs = weight[0],
            Height = x[2],
            Width = x[3],
            KernelHeight = weight[2],
            KernelWidth = weight[3],
            StrideHeight = options.Stride.Height,
            StrideWidth = options.Stride.Width,
            PaddingHeight = options.Padding.Height,
            PaddingWidth = options.Padding.Width,
            DilationHeight = options.Dilation.Height,
            DilationWidth = options.Dilation.Width,
            Groups = options.Groups,
        };
        if (shape.Height + (2 * shape.PaddingHeight) < ((shape.KernelHeight - 1) * shape.DilationHeight) + 1 || shape.Width + (2 * shape.PaddingWidth) < ((shape.KernelWidth - 1) * shape.DilationWidth) + 1 || shape.Positions == 0)
            throw new ArgumentException($"Conv2d: the kernel {weight} with dilation {options.Dilation} is larger than the input {x} with padding {options.Padding}.");
        return shape;
    }
}
