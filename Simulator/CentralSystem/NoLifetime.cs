using Microsoft.Extensions.Hosting;

namespace Simulator.CentralSystem;

/// <summary>A web host that does not handle the process's signals: the command that started it ends it.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
