namespace Ocpp.Security.Firmware
{
    /// <summary>State of the test of a staged image.</summary>
    public enum ImageTest
    {
        /// <summary>To be called again.</summary>
        Underway,
        /// <summary>The image is whole and for this board.</summary>
        Good,
        /// <summary>It is not whole, or not for this board.</summary>
        Bad,
    }

    /// <summary>
    /// A board's two partitions for an image, and a boot loader that starts the second one once for a trial: as MCUboot does, and the
    /// in-field update of nanoFramework offers where a board's native image has it. Calls may freeze all threads for a write of flash.
    /// </summary>
    public interface IImageBank
    {
        /// <summary>Size of the second partition, in bytes.</summary>
        int MostBytes { get; }

        /// <summary>Identifies the running image; another image has another value.</summary>
        uint Running { get; }

        /// <summary>The running image is not confirmed: the next boot starts the former one.</summary>
        bool IsOnTrial { get; }

        /// <summary>Erases the staged image; false when it cannot, for example while an image is on trial.</summary>
        bool Erase();

        /// <summary>Writes bytes of the second partition at a position.</summary>
        bool Write(int position, byte[] buffer, int offset, int count);

        /// <summary>Continues the test of the staged image: is it complete, and is it for this board?</summary>
        ImageTest Test();

        /// <summary>The next boot starts the staged image, once.</summary>
        bool Try();

        /// <summary>Confirms the image on trial: it stays.</summary>
        bool Confirm();

        /// <summary>The next boot starts the former image again.</summary>
        bool Revert();
    }
}
