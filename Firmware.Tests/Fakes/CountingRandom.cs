using Charger.Runtime;

namespace Firmware.Tests.Fakes
{
    /// <summary>Gives 1, 2, 3 and so on.</summary>
    public sealed class CountingRandom : IRandomSource
    {
        private int _next;

        public int NextInt32()
        {
            return ++_next;
        }

        public void Fill(byte[] buffer, int offset, int count)
        {
            for (int i = 0; i < count; i++) buffer[offset + i] = (byte)++_next;
        }
    }
}
