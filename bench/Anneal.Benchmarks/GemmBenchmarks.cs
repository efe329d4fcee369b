using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Anneal.Tensors.Kernels;

namespace Anneal.Benchmarks;

/// <summary>
/// Matrix products against OpenBLAS's, in turn in one process; of each the second fastest of many short runs: what the machine can do when it is not disturbed.
/// A shape is m x n x k; T marks a factor that is read transposed. Words after the options choose the shapes whose names contain one of them.
/// </summary>
internal static unsafe class GemmBenchmarks
{
    private const int Turns = 6;
    private const int Runs = 8;

    private static readonly string[] _names = ["libopenblas.so.0", "libopenblas.so", "libopenblas"];

    private static readonly Shape[] _shapes =
    [
        // Squares, and the fully connected layers of two networks for pictures, forward and backward.
        new(64, 64, 64), new(128, 128, 128), new(512, 512, 512), new(1024, 1024, 1024), new(1024, 1024, 1024, BTransposed: true),
        new(256, 120, 784, BTransposed: true), new(256, 120, 400, BTransposed: true), new(256, 400, 120), new(120, 400, 256, ATransposed: true),
        new(256, 84, 120, BTransposed: true), new(256, 10, 84, BTransposed: true),
        // A transformer's.
        new(2048, 128, 128, BTransposed: true), new(2048, 512, 128, BTransposed: true), new(2048, 128, 512, BTransposed: true), new(128, 512, 2048, ATransposed: true),
        new(64, 64, 32, BTransposed: true, Count: 128), new(64, 32, 64, Count: 128),
        // Convolutions of one picture.
        new(6, 784, 25), new(16, 100, 150), new(150, 100, 16, ATransposed: true), new(16, 150, 100, BTransposed: true),
        // Few rows or columns.
        new(1, 120, 784, BTransposed: true), new(1, 784, 120), new(784, 1, 120), new(784, 1, 120, ATransposed: true),
        new(2, 120, 400, BTransposed: true), new(4, 120, 400, BTransposed: true), new(8, 120, 400, BTransposed: true), new(16, 120, 400, BTransposed: true), new(8, 120, 64, BTransposed: true),
        // Tiny ones.
        new(1, 3, 1, BTransposed: true), new(1, 5, 3, BTransposed: true), new(1, 10, 5, BTransposed: true), new(3, 1, 1, ATransposed: true),
        new(8, 8, 8), new(10, 10, 5, BTransposed: true), new(10, 5, 10), new(10, 5, 10, ATransposed: true), new(10, 10, 10, BTransposed: true), new(1, 64, 10, BTransposed: true),
    ];

    public static void Run(TextWriter output, string[] args)
    {
        int option = Array.IndexOf(args, "--threads");
        int threads = option >= 0 && option + 1 < args.Length ? int.Parse(args[option + 1], CultureInfo.InvariantCulture) : 1;
        // In one process the peer's threads go on spinning and take the second core at times: with more than one thread each side is also measured alone.
        bool alone = args.Contains("--alone");
        string[] words = [.. args.Where((word, i) => word != "--alone" && (option < 0 || (i != option && i != option + 1)))];
        OpenBlas? peer = alone ? null : OpenBlas.Find(threads);
        if (peer is null && !alone)
            output.WriteLine("# no OpenBLAS was found (libopenblas0-pthread on Debian): only our own figures follow");
        foreach (Shape shape in _shapes.Where(shape => words.Length == 0 || words.Any(word => shape.ToString().Contains(word, StringComparison.Ordinal))))
            Compare(output, shape, threads, peer);
    }

    private static void Compare(TextWriter output, Shape shape, int threads, OpenBlas? peer)
    {
        Random random = new(1);
        float* a = Fill(shape.Count * shape.M * shape.K, random), b = Fill(shape.Count * shape.K * shape.N, random), c = Fill(shape.Count * shape.M * shape.N, random);
        double operations = 2.0 * shape.Count * shape.M * shape.N * shape.K;
        int calls = (int)Math.Max(1, 50_000_000 / operations);
        if (operations < 10_000)
            calls = 20_000;
        List<double> ours = [], theirs = [];
        for (int turn = 0; turn < Turns; turn++)
        {
            Repeat(ours, () => Own(shape, a, b, c, threads, calls), threads);
            if (peer is not null)
                Repeat(theirs, () => Peer(peer, shape, a, b, c, calls), threads);
        }

        double own = ours.Order().ElementAt(1) / calls;
        output.Write(FormattableString.Invariant($"{shape}, {threads} thread(s)\t{operations / own:0.0}\tGFLOP/s\t{own:0}\tns"));
        if (peer is not null)
        {
            double other = theirs.Order().ElementAt(1) / calls;
            output.Write(FormattableString.Invariant($"\t{operations / other:0.0}\tGFLOP/s OpenBLAS\t{other / own:0.00}\tratio"));
        }

        output.WriteLine();
        NativeMemory.AlignedFree(a);
        NativeMemory.AlignedFree(b);
        NativeMemory.AlignedFree(c);
    }

    private static void Repeat(List<double> times, Action action, int threads)
    {
        // Each side's threads spin for some milliseconds after their work; the other's should not have to share the cores with them.
        if (threads > 1)
            Thread.Sleep(50);
        long begin = Stopwatch.GetTimestamp();
        for (int run = 0; run < Runs || Stopwatch.GetElapsedTime(begin).TotalSeconds < 0.05; run++)
        {
            long start = Stopwatch.GetTimestamp();
            action();
            times.Add(Stopwatch.GetElapsedTime(start).TotalNanoseconds);
        }
    }

    private static void Own(Shape shape, float* a, float* b, float* c, int threads, int calls)
    {
        (int count, int m, int n, int k) = (shape.Count, shape.M, shape.N, shape.K);
        (int aRow, int aColumn) = shape.ATransposed ? (1, m) : (k, 1);
        (int bRow, int bColumn) = shape.BTransposed ? (1, k) : (n, 1);
        for (int i = 0; i < calls; i++)
        {
            if (count > 1)
                Gemm.Batched(count, m, n, k, a, m * k, aRow, aColumn, b, k * n, bRow, bColumn, c, m * n, n, add: false, threads);
            else
                Gemm.Multiply(m, n, k, a, aRow, aColumn, b, bRow, bColumn, c, n, add: false, threads);
        }
    }

    private static void Peer(OpenBlas peer, Shape shape, float* a, float* b, float* c, int calls)
    {
        (int m, int n, int k) = (shape.M, shape.N, shape.K);
        for (int i = 0; i < calls; i++)
        {
            for (int j = 0; j < shape.Count; j++)
                peer.Multiply(shape, a + (j * m * k), b + (j * k * n), c + (j * m * n));
        }
    }

    private static float* Fill(int length, Random random)
    {
        float* numbers = (float*)NativeMemory.AlignedAlloc((nuint)length * sizeof(float), 64);
        for (int i = 0; i < length; i++)
            numbers[i] = random.NextSingle() - 0.5f;
        return numbers;
    }

    private sealed record Shape(int M, int N, int K, bool ATransposed = false, bool BTransposed = false, int Count = 1)
    {
        public override string ToString() => FormattableString.Invariant($"gemm {M}x{N}x{K}{(ATransposed ? " AT" : "")}{(BTransposed ? " BT" : "")}{(Count > 1 ? $" batch {Count}" : "")}");
    }

    /// <summary>The peer's cblas_sgemm, where the machine has it.</summary>
    private sealed class OpenBlas
    {
        private const int RowMajor = 101;
        private const int Plain = 111;
        private const int Transposed = 112;

        private readonly delegate* unmanaged<int, int, int, int, int, int, float, float*, int, float*, int, float, float*, int, void> _multiply;

        private OpenBlas(nint multiply) => _multiply = (delegate* unmanaged<int, int, int, int, int, int, float, float*, int, float*, int, float, float*, int, void>)multiply;

        public static OpenBlas? Find(int threads)
        {
            foreach (string name in _names)
            {
                if (NativeLibrary.TryLoad(name, out nint library)
                    && NativeLibrary.TryGetExport(library, "cblas_sgemm", out nint multiply)
                    && NativeLibrary.TryGetExport(library, "openblas_set_num_threads", out nint set))
                {
                    ((delegate* unmanaged<int, void>)set)(threads);
                    return new OpenBlas(multiply);
                }
            }

            return null;
        }

        public void Multiply(Shape shape, float* a, float* b, float* c)
            => _multiply(
                RowMajor, shape.ATransposed ? Transposed : Plain, shape.BTransposed ? Transposed : Plain, shape.M, shape.N, shape.K,
                1, a, shape.ATransposed ? shape.M : shape.K, b, shape.BTransposed ? shape.K : shape.N, 0, c, shape.N);
    }
}
