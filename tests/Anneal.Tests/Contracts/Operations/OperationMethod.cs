using System.Reflection;
using System.Reflection.Emit;
using Anneal.Tensors;

namespace Anneal.Tests.Contracts.Operations;

/// <summary>Calls an operation without allocating: tensors by place, the other arguments boxed beforehand.</summary>
internal delegate Tensor Invocation(Tensor[] operands, object?[] arguments);

/// <summary>A public method that computes a tensor from tensors.</summary>
internal sealed class OperationMethod(MethodInfo method)
{
    private static readonly ConstructorInfo _some = typeof(Tensor?).GetConstructor([typeof(Tensor)])!;

    public MethodInfo Method => method;

    public ParameterInfo[] Parameters { get; } = method.GetParameters();

    public string Name => $"{method.Name}({string.Join(", ", Parameters.Select(parameter => $"{parameter.ParameterType.Name.Split('`')[0]} {parameter.Name}"))})";

    /// <summary>How many tensors one call gives, one of which is looked at.</summary>
    public int Outputs => method.ReturnType.IsArray ? 2 : Math.Max(1, method.ReturnType.GetFields().Count(IsTensor));

    public bool GivesSeveral => method.ReturnType != typeof(Tensor);

    /// <summary>Whether every call gives a new array.</summary>
    public bool GivesArrays => method.ReturnType.IsArray || method.ReturnType.GetFields().Any(item => item.FieldType.IsArray);

    /// <summary>Every operation of the library that there is.</summary>
    public static IEnumerable<OperationMethod> All()
    {
        const BindingFlags all = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        IEnumerable<Type> types = typeof(Tensor).Assembly.GetExportedTypes().Where(type => type == typeof(Tensor) || type is { Namespace: "Anneal.Tensors", IsAbstract: true, IsSealed: true });
        return types.SelectMany(type => type.GetMethods(all))
            .Where(method => Gives(method.ReturnType) && (!method.IsStatic || method.GetParameters().Any(parameter => Kind(parameter) is not null)))
            .Where(method => !method.IsSpecialName || method.GetParameters().Length > 0)
            .Select(method => new OperationMethod(method));
    }

    /// <summary>The type through which a parameter takes tensors; null where it takes something else.</summary>
    public static Type? Kind(ParameterInfo parameter)
    {
        Type type = parameter.ParameterType;
        return type == typeof(Tensor) || type == typeof(Tensor?) || type == typeof(ReadOnlySpan<Tensor>) || type == typeof(Tensor[]) ? type : null;
    }

    /// <summary>Code for a call in which certain optional tensors are given.</summary>
    public Invocation Compile(IReadOnlySet<string> given, int output)
    {
        DynamicMethod code = new($"Call{method.Name}", typeof(Tensor), [typeof(Tensor[]), typeof(object[])], typeof(OperationMethod).Module);
        ILGenerator il = code.GetILGenerator();
        int operand = 0;
        if (!method.IsStatic)
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldc_I4, operand++);
            il.Emit(OpCodes.Ldelema, typeof(Tensor));
        }

        foreach (ParameterInfo parameter in Parameters)
        {
            Type type = parameter.ParameterType;
            if (type == typeof(Tensor) || (type == typeof(Tensor?) && given.Contains(parameter.Name!)))
            {
                il.Emit(OpCodes.Ldarg_0);
                il.Emit(OpCodes.Ldc_I4, operand++);
                il.Emit(OpCodes.Ldelem, typeof(Tensor));
                if (type != typeof(Tensor))
                    il.Emit(OpCodes.Newobj, _some);
            }
            else if (type == typeof(Tensor?))
            {
                LocalBuilder none = il.DeclareLocal(type);
                il.Emit(OpCodes.Ldloca, none);
                il.Emit(OpCodes.Initobj, type);
                il.Emit(OpCodes.Ldloc, none);
            }
            else
            {
                Argument(il, parameter);
            }
        }

        il.Emit(OpCodes.Call, method);
        Choose(il, output);
        il.Emit(OpCodes.Ret);
        return code.CreateDelegate<Invocation>();
    }

    private static void Argument(ILGenerator il, ParameterInfo parameter)
    {
        Type type = parameter.ParameterType;
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Ldc_I4, parameter.Position);
        il.Emit(OpCodes.Ldelem_Ref);
        if (type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(ReadOnlySpan<>) || type.GetGenericTypeDefinition() == typeof(Span<>)))
        {
            Type array = type.GetGenericArguments()[0].MakeArrayType();
            il.Emit(OpCodes.Castclass, array);
            il.Emit(OpCodes.Newobj, type.GetConstructor([array])!);
        }
        else
        {
            il.Emit(type.IsValueType ? OpCodes.Unbox_Any : OpCodes.Castclass, type);
        }
    }

    private void Choose(ILGenerator il, int output)
    {
        if (method.ReturnType.IsArray)
        {
            il.Emit(OpCodes.Ldc_I4, output);
            il.Emit(OpCodes.Ldelem, typeof(Tensor));
        }
        else if (GivesSeveral)
        {
            il.Emit(OpCodes.Ldfld, method.ReturnType.GetFields().Where(IsTensor).ElementAt(output));
        }
    }

    private static bool IsTensor(FieldInfo item) => item.FieldType == typeof(Tensor);

    private static bool Gives(Type type)
        => type == typeof(Tensor) || type == typeof(Tensor[])
            || (type.IsGenericType && type.Name.StartsWith("ValueTuple`", StringComparison.Ordinal) && type.GetGenericArguments().Contains(typeof(Tensor)));
}
