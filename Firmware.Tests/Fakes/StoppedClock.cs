using Charger.Runtime;

namespace Firmware.Tests.Fakes
{
    /// <summary>A clock that stands still until it is told.</summary>
    public sealed class StoppedClock : IMonotonicClock
    {
        public long NowMs { get; set; }
    }
}
