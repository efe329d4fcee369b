using System.Numerics;

namespace Anneal.Tensors.Kernels;

/// <summary>Convolution of images one after the other, [N, channels, height, width], as products of matrices: for double, and for a few images.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>The sums of an image and a group are weight [outputs, taps] × columns [taps, pixels], where a tap is an input channel and a position of the kernel.</remarks>
internal static unsafe class PlainConvolution<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [ThreadStatic]
    private static KeptBuffer<T>? _columns;

    /// <summary>output = bias + weight ⋆ input; the bias may be null.</summary>
    public static void Forward(int images, in ConvolutionShape shape, T* input, T* weight, T* bias, T* output, int threads)
    {
        (int taps, int pixels) = Sizes(shape);
        for (int unit = 0; unit < images * shape.Groups; unit++)
        {
            T* columns = Gather(shape, input + Input(shape, unit));
            T* to = output + Output(shape, unit);
            int group = unit % shape.Groups;
            if (bias != null)
            {
                for (int i = 0; i < shape.OutputsPerGroup; i++)
                    new Span<T>(to + ((nint)i * pixels), pixels).Fill(bias[(group * shape.OutputsPerGroup) + i]);
            }

            Multiply(shape.OutputsPerGroup, pixels, taps, weight + Weight(shape, unit), taps, 1, columns, pixels, 1, to, pixels, bias != null, threads);
        }
    }

    /// <summary>The gradient with respect to the input.</summary>
    public static void BackwardInput(int images, in ConvolutionShape shape, T* outputGradient, T* weight, T* inputGradient, bool add, int threads)
    {
        (int taps, int pixels) = Sizes(shape);
        if (!add)
            new Span<T>(inputGradient, checked(images * shape.Inputs * shape.Height * shape.Width)).Clear();
        T* columns = (_columns ??= new()).Get((nint)taps * pixels);
        for (int unit = 0; unit < images * shape.Groups; unit++)
        {
            Multiply(taps, pixels, shape.OutputsPerGroup, weight + Weight(shape, unit), 1, taps, outputGradient + Output(shape, unit), pixels, 1, columns, pixels, false, threads);
            T* to = inputGradient + Input(shape, unit);
            for (int tap = 0; tap < taps; tap++)
                Walk(shape, tap, to, columns + ((nint)tap * pixels), scatter: true);
        }
    }

    /// <summary>Adds the gradients with respect to weight and bias; that of the bias may be null.</summary>
    public static void BackwardWeight(int images, in ConvolutionShape shape, T* input, T* outputGradient, T* weightGradient, T* biasGradient, int threads)
    {
        (int taps, int pixels) = Sizes(shape);
        for (int unit = 0; unit < images * shape.Groups; unit++)
        {
            T* columns = Gather(shape, input + Input(shape, unit));
            T* gradient = outputGradient + Output(shape, unit);
            Multiply(shape.OutputsPerGroup, taps, pixels, gradient, pixels, 1, columns, 1, pixels, weightGradient + Weight(shape, unit), taps, true, threads);
            if (biasGradient == null)
                continue;
            for (int i = 0; i < shape.OutputsPerGroup; i++)
                biasGradient[(unit % shape.Groups * shape.OutputsPerGroup) + i] += Sum(gradient + ((nint)i * pixels), pixels);
        }
    }

    private static (int Taps, int Pixels) Sizes(in ConvolutionShape shape)
        => (shape.InputsPerGroup * shape.Positions, shape.OutputHeight * shape.OutputWidth);

    // A unit is one group of one image.
    private static nint Input(in ConvolutionShape shape, int unit) => (nint)unit * shape.InputsPerGroup * shape.Height * shape.Width;

    private static nint Output(in ConvolutionShape shape, int unit) => (nint)unit * shape.OutputsPerGroup * shape.OutputHeight * shape.OutputWidth;

    private static nint Weight(in ConvolutionShape shape, int unit) => (nint)(unit % shape.Groups) * shape.OutputsPerGroup * shape.InputsPerGroup * shape.Positions;

    /// <summary>For every tap a row of what it meets at every output pixel.</summary>
    private static T* Gather(in ConvolutionShape shape, T* planes)
    {
        // A kernel of one position that skips nothing meets the image itself.
        if (shape is { Positions: 1, StrideHeight: 1, StrideWidth: 1, PaddingHeight: 0, PaddingWidth: 0 })
            return planes;
        (int taps, int pixels) = Sizes(shape);
        T* columns = (_columns ??= new()).Get((nint)taps * pixels);
        for (int tap = 0; tap < taps; tap++)
            Walk(shape, tap, planes, columns + ((nint)tap * pixels), scatter: false);
        return columns;
    }

    /// <summary>Copies what a tap meets into its row, with zeros where it meets padding; or adds the row to where it came from.</summary>
    private static void Walk(in ConvolutionShape shape, int tap, T* planes, T* row, bool scatter)
    {
        (int channel, int position) = Math.DivRem(tap, shape.Positions);
        (int i, int j) = Math.DivRem(position, shape.KernelWidth);
        int top = (i * shape.DilationHeight) - shape.PaddingHeight;
        int left = (j * shape.DilationWidth) - shape.PaddingWidth;
        (int width, int stride) = (shape.OutputWidth, shape.StrideWidth);
        // Outputs whose column lies inside the image.
        int from = Math.Clamp((-left + stride - 1) / stride, 0, width);
        if (left >= 0)
            from = 0;
        int to = left >= shape.Width ? from : Math.Clamp(((shape.Width - left - 1) / stride) + 1, from, width);
        T* plane = planes + ((nint)channel * shape.Height * shape.Width);
        for (int y = 0; y < shape.OutputHeight; y++, row += width)
        {
            int line = (y * shape.StrideHeight) + top;
            bool outside = (uint)line >= (uint)shape.Height;
            if (scatter && !outside)
                Add(row, from, to, plane + ((nint)line * shape.Width) + left, stride);
            else if (!scatter)
                Copy(row, width, outside ? 0 : from, outside ? 0 : to, plane + ((nint)line * shape.Width) + left, stride);
        }
    }

    private static void Copy(T* row, int width, int from, int to, T* line, int stride)
    {
        new Span<T>(row, from).Clear();
        if (stride == 1)
        {
            new Span<T>(line + from, to - from).CopyTo(new Span<T>(row + from, to - from));
        }
        else
        {
            for (int x = from; x < to; x++)
                row[x] = line[x * stride];
        }

        new Span<T>(row + to, width - to).Clear();
    }

    private static void Add(T* row, int from, int to, T* line, int stride)
    {
        int x = from;
        if (stride == 1)
        {
            for (; x <= to - Vector<T>.Count; x += Vector<T>.Count)
                (Vector.Load(line + x) + Vector.Load(row + x)).Store(line + x);
        }

        for (; x < to; x++)
            line[x * stride] += row[x];
    }

    private static T Sum(T* numbers, int count)
    {
        Vector<T> sums = Vector<T>.Zero;
        int i = 0;
        for (; i <= count - Vector<T>.Count; i += Vector<T>.Count)
            sums += Vector.Load(numbers + i);
        T sum = Vector.Sum(sums);
        for (; i < count; i++)
            sum += numbers[i];
        return sum;
    }

    private static void Multiply(int m, int n, int k, T* a, nint aRow, nint aColumn, T* b, nint bRow, nint bColumn, T* c, nint cRow, bool add, int threads)
    {
        if (typeof(T) == typeof(float))
            Gemm.Multiply(m, n, k, (float*)a, aRow, aColumn, (float*)b, bRow, bColumn, (float*)c, cRow, add, threads);
        else if (typeof(T) == typeof(double))
            Gemm.Multiply(m, n, k, (double*)a, aRow, aColumn, (double*)b, bRow, bColumn, (double*)c, cRow, add, threads);
        else
            throw new NotSupportedException($"Matrices of {typeof(T).Name} are not multiplied; use float or double.");
    }
}
