using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Anneal.Tests.Data;

/// <summary>A server on this machine that answers one request after the other as it was told, and may hang up in the middle.</summary>
internal sealed class ScriptedServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<Func<string, byte[]>> _answers = new();

    public ScriptedServer()
    {
        _listener.Start();
        Address = new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
        _ = Task.Run(Serve);
    }

    public Uri Address { get; }

    /// <summary>The requests so far, as they came.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>A whole answer, of which only the first bytes of the body may be sent.</summary>
    public void Answer(string status, byte[] body, int? cutAfter = null, string headers = "")
        => _answers.Enqueue(_ => [.. Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n{headers}\r\n"), .. body.Take(cutAfter ?? body.Length)]);

    /// <summary>What of a file was asked for, of which only the first bytes may be sent.</summary>
    public void AnswerPart(byte[] file, int? cutAfter = null)
        => _answers.Enqueue(request =>
        {
            int from = int.Parse(request.Split("Range: bytes=")[1].Split('-')[0], System.Globalization.CultureInfo.InvariantCulture);
            return [.. Encoding.ASCII.GetBytes($"HTTP/1.1 206 Partial Content\r\nContent-Length: {file.Length - from}\r\nContent-Range: bytes {from}-{file.Length - 1}/{file.Length}\r\nConnection: close\r\n\r\n"), .. file.Skip(from).Take(cutAfter ?? file.Length)];
        });

    public void Dispose() => _listener.Stop();

    private async Task Serve()
    {
        try
        {
            while (true)
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync();
                NetworkStream stream = client.GetStream();
                StringBuilder request = new();
                var buffer = new byte[4096];
                while (!request.ToString().Contains("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(buffer) is int count and > 0)
                    request.Append(Encoding.ASCII.GetString(buffer, 0, count));
                Requests.Enqueue(request.ToString());
                if (_answers.TryDequeue(out Func<string, byte[]>? answer))
                    await stream.WriteAsync(answer(request.ToString()));
                client.Client.Shutdown(SocketShutdown.Send);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or IOException)
        {
            // Stopped.
        }
    }
}
