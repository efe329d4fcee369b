using System.Reflection;
using Anneal.Samples;

if (args is ["handover", string folder])
    return Handover.Continue(folder, Console.Out);
if (args is ["networks", string exports])
    return Networks.Exchange(exports, Console.Out);

// Runs every sample of the documentation, or those named on the command line.
IEnumerable<MethodInfo> samples = Assembly.GetExecutingAssembly().GetTypes()
    .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static))
    .Where(method => method.GetParameters() is [{ ParameterType: Type type }] && type == typeof(TextWriter))
    .Where(method => args.Length == 0 || args.Contains(method.Name) || args.Contains(method.DeclaringType!.Name));
foreach (MethodInfo sample in samples)
{
    Console.WriteLine($"--- {(sample.Name == "Run" ? sample.DeclaringType!.Name : sample.Name)}");
    sample.Invoke(null, [Console.Out]);
}

return 0;
