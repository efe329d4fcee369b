namespace Anneal.Tensors;

/// <summary>A height and a width, as kernels, strides and paddings have them; a single number stands for both.</summary>
/// <param name="Height">Along the third size of [batch, channels, height, width].</param>
/// <param name="Width">Along the fourth.</param>
public readonly record struct Size2d(int Height, int Width)
{
    /// <summary>The same both ways.</summary>
    /// <param name="both">Height and width.</param>
    public static implicit operator Size2d(int both) => new(both, both);

    /// <summary>Height and width.</summary>
    /// <param name="size">The pair.</param>
    public static implicit operator Size2d((int Height, int Width) size) => new(size.Height, size.Width);

    /// <summary>One number where both are equal, else <c>height×width</c>.</summary>
    public override string ToString() => Height == Width ? $"{Height}" : $"{Height}×{Width}";

    /// <summary>This size, when both numbers are at least so large.</summary>
    internal Size2d AtLeast(int least, string operation, string name)
        => Height >= least && Width >= least
            ? this
            : throw new ArgumentOutOfRangeException(name, $"{operation}: the {name} {this} must be at least {least} both ways.");
}
