using Charger.Runtime;

namespace Firmware
{
    public static class Program
    {
        public static void Main()
        {
        }
    }
}
