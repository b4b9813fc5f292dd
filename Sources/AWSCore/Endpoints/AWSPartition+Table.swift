// Made by Tests/Interoperability/partitions.py of botocore's partitions.json.

extension AWSPartition {
    /// In the order of the properties; the partition of the regions whose names tell nothing comes first.
    static let rows: [(String, [String], String, String, String)] = [
        ("aws", ["us", "eu", "ap", "sa", "ca", "me", "af", "il", "mx"], "us-east-1", "amazonaws.com", "api.aws"),
        ("aws-cn", ["cn"], "cn-northwest-1", "amazonaws.com.cn", "api.amazonwebservices.com.cn"),
        ("aws-eusc", ["eusc-de"], "eusc-de-east-1", "amazonaws.eu", "api.amazonwebservices.eu"),
        ("aws-iso", ["us-iso"], "us-iso-east-1", "c2s.ic.gov", "api.aws.ic.gov"),
        ("aws-iso-b", ["us-isob"], "us-isob-east-1", "sc2s.sgov.gov", "api.aws.scloud"),
        ("aws-iso-e", ["eu-isoe"], "eu-isoe-west-1", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk"),
        ("aws-iso-f", ["us-isof"], "us-isof-south-1", "csp.hci.ic.gov", "api.aws.hci.ic.gov"),
        ("aws-us-gov", ["us-gov"], "us-gov-west-1", "amazonaws.com", "api.aws"),
    ]
}
