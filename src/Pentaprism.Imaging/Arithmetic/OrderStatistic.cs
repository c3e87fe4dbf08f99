namespace Pentaprism.Imaging;

/// <summary>Values by their rank.</summary>
public static class OrderStatistic
{
    /// <summary>Gives the value that so many others do not exceed, without sorting them all (Hoare 1961, "Algorithm 65: Find").</summary>
    /// <param name="values">Values, none of them NaN; their order is changed.</param>
    /// <param name="rank">0 for the least value, the count less one for the greatest.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such rank.</exception>
    public static float Of(Span<float> values, int rank)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rank);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(rank, values.Length);
        var (first, last) = (0, values.Length - 1);
        while (first < last)
        {
            var pivot = values[rank];
            var (left, right) = (first, last);
            while (left <= right)
            {
                while (values[left] < pivot)
                {
                    left++;
                }

                while (values[right] > pivot)
                {
                    right--;
                }

                if (left <= right)
                {
                    (values[left], values[right]) = (values[right], values[left]);
                    left++;
                    right--;
                }
            }

            if (right < rank)
            {
                first = left;
            }

            if (left > rank)
            {
                last = right;
            }
        }

        return values[rank];
    }
}
