using Microsoft.AspNetCore.Http;
using Simulator.CentralModel;

namespace Simulator.CentralSystem;

/// <summary>The file service beside the WebSocket: http://HOST:PORT/files/NAME.</summary>
public sealed partial class EmbeddedCentralSystem
{
    /// <summary>Logs that chargers uploaded, firmware they may take.</summary>
    public FileService Files { get; } = new();

    /// <summary>Images and certificates for trying a firmware update out; made when first asked for.</summary>
    public TrialFirmware Trial => _trial ?? Interlocked.CompareExchange(ref _trial, new TrialFirmware(Files, _utcNow), null) ?? _trial!;

    private TrialFirmware? _trial;

    /// <summary>Where the files lie, with a slash at the end.</summary>
    public string FilesUrl => "http://" + Url.Authority + FileService.Root;

    public string SecureFilesUrl => SecureUrl == null ? "" : "https://" + SecureUrl.Authority + FileService.Root;

    private async Task ServeFileAsync(HttpContext context, string path)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        (int status, byte[] file) = Files.Serve(context.Request.Method, path, body.ToArray());
        context.Response.StatusCode = status;
        context.Response.ContentLength = file.Length;
        await context.Response.Body.WriteAsync(file);
    }
}
