using Anneal.Parameters;
using Anneal.Tensors;

namespace Anneal.Tests.Contracts.Operations;

/// <summary>One way to call an operation: the shapes and numbers of its operands, and its other arguments.</summary>
internal sealed class OperationCase(OperationMethod method, Invocation call, Shape[] shapes, OperationRow row, object?[] arguments, string name)
{
    // Above this, a difference for each number would take too long.
    private const int MostDifferences = 200;

    private const double Golden = 0.61803398874989485;

    /// <summary>Operation, shapes and arguments, for messages.</summary>
    public string Name => name;

    public OperationMethod Method => method;

    public Shape[] Shapes => shapes;

    /// <summary>Whether central differences can be asked for: small ones, unless the gradients are others on purpose.</summary>
    public bool HasDifferences => IsSmall && row.Differs is null;

    public bool IsSmall => shapes.Sum(shape => shape.FlattenedLength) <= MostDifferences;

    /// <summary>Whether a gradient is looked for at an operand.</summary>
    public bool Wants(int operand) => DomainOf(operand) is not (Domain.Mask or Domain.Constant or Domain.ConstantUnit);

    /// <summary>The numbers of an operand: no two alike over all operands, none on a kink, all of them floats.</summary>
    public double[] Numbers(int operand)
    {
        int before = shapes[..operand].Sum(shape => shape.FlattenedLength);
        double[] numbers = new double[shapes[operand].FlattenedLength];
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = (float)At(DomainOf(operand), ((before + i + 1) * Golden) % 1);
        return numbers;
    }

    /// <summary>The gradient that is sent into the result.</summary>
    public static double[] Upstream(int length)
    {
        double[] numbers = new double[length];
        for (int i = 0; i < length; i++)
            numbers[i] = (float)(1.5 - (((i + 7) * Golden * Golden * 3) % 1 * 2.7));
        return numbers;
    }

    /// <summary>All operands.</summary>
    public Tensor[] Operands(Precision precision) => [.. shapes.Select((shape, i) => Operand(Numbers(i), shape, precision, Wants(i)))];

    public static Tensor Operand(double[] numbers, Shape shape, Precision precision, bool wanted)
    {
        if (precision is Precision.Double)
            return wanted ? Tensor.Variable(numbers, shape) : Tensor.Of(numbers, shape);
        float[] floats = Array.ConvertAll(numbers, number => (float)number);
        return wanted ? Tensor.Variable(floats, shape) : Tensor.Of(floats, shape);
    }

    /// <summary>The arguments of a call with certain operands, made anew where a function makes them.</summary>
    public object?[] Arguments(Tensor[] operands)
    {
        object?[] made = [.. arguments.Select(argument => argument is Func<object?> function ? function() : argument)];
        int operand = method.Method.IsStatic ? 0 : 1;
        foreach (System.Reflection.ParameterInfo parameter in method.Parameters)
        {
            Type? kind = OperationMethod.Kind(parameter);
            if (kind == typeof(Tensor) || kind == typeof(Tensor?))
            {
                // An absent one has no place among the operands, but stands behind all that have.
                operand++;
            }
            else if (kind is not null)
            {
                made[parameter.Position] = operands[operand..(operand + row.Many)];
                operand += row.Many;
            }
        }

        return made;
    }

    /// <summary>Calls the operation.</summary>
    public Tensor Call(Tensor[] operands) => call(operands, Arguments(operands));

    /// <summary>Calls the operation with arguments made before.</summary>
    public Tensor Call(Tensor[] operands, object?[] made) => call(operands, made);

    /// <summary>The result and, where any is wanted, the gradients of all operands.</summary>
    public (double[] Result, double[][] Gradients) Run(Precision precision) => Run(Operands(precision), operands => operands);

    /// <summary>The same with operands seen through something else.</summary>
    public (double[] Result, double[][] Gradients) Run(Tensor[] leaves, Func<Tensor[], Tensor[]> seen)
    {
        Tensor result = Call(seen(leaves));
        if (result.NeedsGradient)
            result.Backward(Operand(Upstream(result.Length), result.Shape, result.Precision, false));
        return (Doubles(result), [.. leaves.Select((leaf, i) => leaf.Node.HasGradient ? Doubles(leaf.Gradient) : new double[leaf.Length])]);
    }

    public static double[] Doubles(Tensor tensor)
        => tensor.Precision is Precision.Double ? tensor.ValuesAs<double>().ToArray() : Array.ConvertAll(tensor.Values.ToArray(), value => (double)value);

    private Domain DomainOf(int operand) => row.Domains[Math.Min(operand, row.Domains.Length - 1)];

    private static double At(Domain domain, double share) => domain switch
    {
        Domain.Any => share < 0.5 ? -0.1 - (share * 4) : 0.1 + ((share - 0.5) * 4),
        Domain.Positive or Domain.Constant => 0.1 + (2 * share),
        Domain.Unit or Domain.ConstantUnit => 0.05 + (0.9 * share),
        Domain.Inner => -0.95 + (1.9 * share),
        Domain.Mask => share < 0.7 ? 1 : 0,
        _ => throw new InvalidOperationException($"Nothing here draws from {domain}."),
    };
}
