// What every app of cdk8s loads before it does anything.
import 'cdk8s';
import 'cdk8s-plus-28';
import 'constructs';
