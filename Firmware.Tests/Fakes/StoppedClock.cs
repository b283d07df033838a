using Charger.Runtime;

namespace Firmware.Tests.Fakes
{
    /// <summary>A clock that shows the time that the test sets.</summary>
    public sealed class StoppedClock : IMonotonicClock
    {
        public long NowMs { get; set; }
    }
}
