using Anneal.Parameters;

namespace Anneal.Modules.Initial;

/// <summary>What a weight begins with.</summary>
/// <remarks>Fans are PyTorch's: of a weight [out, in, …] the fan-in is in times the sizes behind, the fan-out is out times them.</remarks>
public abstract class Initializer
{
    /// <summary>Zeros.</summary>
    public static Initializer Zeros { get; } = new ConstantInitializer(0);

    /// <summary>Ones.</summary>
    public static Initializer Ones { get; } = new ConstantInitializer(1);

    /// <summary>The same number everywhere.</summary>
    /// <param name="value">The number.</param>
    public static Initializer Constant(double value) => new ConstantInitializer(value);

    /// <summary>Uniform between −bound and bound.</summary>
    /// <param name="bound">At least 0.</param>
    public static Initializer Uniform(double bound) => new UniformInitializer(_ => bound);

    /// <summary>Normal with mean 0.</summary>
    /// <param name="deviation">The standard deviation, at least 0.</param>
    public static Initializer Normal(double deviation) => new NormalInitializer(_ => deviation);

    /// <summary>Uniform within ±gain·√(6/(fan-in + fan-out)).</summary>
    /// <param name="gain">A factor; default 1.</param>
    /// <remarks>Glorot and Bengio 2010; PyTorch's <c>xavier_uniform_</c>, DJL's default.</remarks>
    public static Initializer XavierUniform(double gain = 1) => new UniformInitializer(fan => gain * Math.Sqrt(6.0 / (fan.In + fan.Out)));

    /// <summary>Normal with deviation gain·√(2/(fan-in + fan-out)).</summary>
    /// <param name="gain">A factor; default 1.</param>
    /// <remarks>Glorot and Bengio 2010; PyTorch's <c>xavier_normal_</c>.</remarks>
    public static Initializer XavierNormal(double gain = 1) => new NormalInitializer(fan => gain * Math.Sqrt(2.0 / (fan.In + fan.Out)));

    /// <summary>Uniform within ±√(6/((1 + slope²)·fan)).</summary>
    /// <param name="slope">Slope of the leaky ReLU that follows; 0, the default, for ReLU. √5 gives PyTorch's start of linear layers and convolutions, ±1/√fan.</param>
    /// <param name="fanOut">Whether to keep the variance of gradients (true) or of values (false, the default).</param>
    /// <remarks>He et al. 2015; PyTorch's <c>kaiming_uniform_</c>.</remarks>
    public static Initializer KaimingUniform(double slope = 0, bool fanOut = false)
        => new UniformInitializer(fan => Math.Sqrt(6.0 / ((1 + (slope * slope)) * (fanOut ? fan.Out : fan.In))));

    /// <summary>Normal with deviation √(2/((1 + slope²)·fan)).</summary>
    /// <param name="slope">Slope of the leaky ReLU that follows; 0, the default, for ReLU.</param>
    /// <param name="fanOut">Whether to keep the variance of gradients (true) or of values (false, the default).</param>
    /// <remarks>He et al. 2015; PyTorch's <c>kaiming_normal_</c>.</remarks>
    public static Initializer KaimingNormal(double slope = 0, bool fanOut = false)
        => new NormalInitializer(fan => Math.Sqrt(2.0 / ((1 + (slope * slope)) * (fanOut ? fan.Out : fan.In))));

    /// <summary>Orthonormal rows or columns, whichever are fewer, times a gain.</summary>
    /// <param name="gain">A factor; default 1.</param>
    /// <remarks>Saxe et al. 2014; PyTorch's <c>orthogonal_</c>: sizes behind the first are taken as one.</remarks>
    public static Initializer Orthogonal(double gain = 1) => new OrthogonalInitializer(gain);

    /// <summary>Given numbers, row by row.</summary>
    /// <param name="values">As many as the weight holds; they are copied.</param>
    public static Initializer From(params ReadOnlySpan<double> values) => new GivenInitializer(values.ToArray());

    /// <summary>Fills a weight.</summary>
    /// <param name="values">The weight, row by row.</param>
    /// <param name="shape">Its sizes.</param>
    /// <param name="random">Where random numbers come from.</param>
    public abstract void Fill(Span<double> values, Shape shape, InitialRandom random);
}
