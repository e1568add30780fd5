import { CrossingApp } from 'cdk8s-crossing';

export const app = new CrossingApp();
