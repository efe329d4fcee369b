using System.Numerics;

namespace Anneal.Tensors.Kernels;

/// <summary>Pools of images one after the other, [N · channels, height, width].</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal static unsafe class PlainPool<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The largest number of every window, the first of equals, and its position among those inside the image; a number that is none wins.</summary>
    public static void Max(int planes, in PoolShape shape, T* input, T* output, ushort* positions)
    {
        for (int plane = 0; plane < planes; plane++, input += (nint)shape.Height * shape.Width)
        {
            for (int i = 0; i < shape.OutputHeight; i++)
            {
                (int Top, int Bottom) rows = shape.Rows(i);
                for (int j = 0; j < shape.OutputWidth; j++)
                {
                    (int Left, int Right) columns = shape.Columns(j);
                    T best = input[(rows.Top * shape.Width) + columns.Left];
                    ushort position = 0, at = 0;
                    for (int y = rows.Top; y < rows.Bottom; y += shape.DilationHeight)
                    {
                        for (int x = columns.Left; x < columns.Right; x += shape.DilationWidth, at++)
                        {
                            T candidate = input[(y * shape.Width) + x];
                            if (candidate > best || T.IsNaN(candidate))
                                (best, position) = (candidate, at);
                        }
                    }

                    *output++ = best;
                    *positions++ = position;
                }
            }
        }
    }

    /// <summary>The gradient of the input of <see cref="Max"/>.</summary>
    public static void MaxBackward(int planes, in PoolShape shape, T* outputGradient, ushort* positions, T* inputGradient, bool add)
    {
        Clear(planes, shape, inputGradient, add);
        for (int plane = 0; plane < planes; plane++, inputGradient += (nint)shape.Height * shape.Width)
        {
            for (int i = 0; i < shape.OutputHeight; i++)
            {
                (int top, _) = shape.Rows(i);
                for (int j = 0; j < shape.OutputWidth; j++)
                {
                    (int left, int right) = shape.Columns(j);
                    (int y, int x) = Math.DivRem(*positions++, shape.ColumnCount(left, right));
                    inputGradient[((top + (y * shape.DilationHeight)) * shape.Width) + left + (x * shape.DilationWidth)] += *outputGradient++;
                }
            }
        }
    }

    /// <summary>The average of every window.</summary>
    public static void Average(int planes, in PoolShape shape, T* input, T* output)
    {
        for (int plane = 0; plane < planes; plane++, input += (nint)shape.Height * shape.Width)
        {
            for (int i = 0; i < shape.OutputHeight; i++)
            {
                (int Top, int Bottom) rows = shape.Rows(i);
                for (int j = 0; j < shape.OutputWidth; j++)
                {
                    (int Left, int Right) columns = shape.Columns(j);
                    T sum = T.Zero;
                    for (int y = rows.Top; y < rows.Bottom; y++)
                    {
                        for (int x = columns.Left; x < columns.Right; x++)
                            sum += input[(y * shape.Width) + x];
                    }

                    *output++ = sum / T.CreateTruncating(shape.Divisor(i, j));
                }
            }
        }
    }

    /// <summary>The gradient of the input of <see cref="Average"/>.</summary>
    public static void AverageBackward(int planes, in PoolShape shape, T* outputGradient, T* inputGradient, bool add)
    {
        Clear(planes, shape, inputGradient, add);
        for (int plane = 0; plane < planes; plane++, inputGradient += (nint)shape.Height * shape.Width)
        {
            for (int i = 0; i < shape.OutputHeight; i++)
            {
                (int Top, int Bottom) rows = shape.Rows(i);
                for (int j = 0; j < shape.OutputWidth; j++)
                {
                    (int Left, int Right) columns = shape.Columns(j);
                    T share = *outputGradient++ / T.CreateTruncating(shape.Divisor(i, j));
                    for (int y = rows.Top; y < rows.Bottom; y++)
                    {
                        for (int x = columns.Left; x < columns.Right; x++)
                            inputGradient[(y * shape.Width) + x] += share;
                    }
                }
            }
        }
    }

    private static void Clear(int planes, in PoolShape shape, T* gradient, bool add)
    {
        if (!add)
            new Span<T>(gradient, checked(planes * shape.Height * shape.Width)).Clear();
    }
}
